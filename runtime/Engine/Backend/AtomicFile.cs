using System.Runtime.InteropServices;

namespace Pulumi.Engine.Backend;

/// <summary>
/// Replaces a file as a whole: written beside it, synced to disk, renamed over it, the folder synced. Whoever reads, at whatever
/// moment, reads the old or the new content. Not promised: an order between two files.
/// </summary>
internal static class AtomicFile
{
    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string TemporarySuffix = ".tmp";

    /// <param name="mode">Of a new file; null keeps the mode of the file that is replaced (private when there is none).</param>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, UnixFileMode? mode, CancellationToken cancel)
    {
        var folder = Path.GetDirectoryName(path)!;
        var temporary = Path.Join(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}{TemporarySuffix}");
        try
        {
            await using (var stream = new FileStream(temporary, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = mode ?? (File.Exists(path) ? File.GetUnixFileMode(path) : Private),
            }))
            {
                await stream.WriteAsync(content, cancel);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        SyncFolder(folder);
    }

    /// <summary>Makes a rename or a new name durable.</summary>
    public static void SyncFolder(string folder)
    {
        var descriptor = Open(folder, ReadOnlyDirectory);
        if (descriptor < 0)
            return; // Some file systems do not open folders; the content is synced all the same.
        _ = Fsync(descriptor);
        _ = Close(descriptor);
    }

    private const int ReadOnlyDirectory = 0;

    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    private static extern int Fsync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
