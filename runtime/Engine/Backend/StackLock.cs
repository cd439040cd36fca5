using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Pulumi.Engine.Backend;

/// <summary>
/// The official lock of a stack: a file per process in a folder. Written first and checked after, so that of processes at once
/// at most one goes on; those that see each other take theirs back and try again after a random time, until one was alone.
/// </summary>
public sealed class StackLock : IDisposable
{
    private const int Attempts = 20;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    private readonly StateFolder _files;
    private readonly BackendUrl _url;
    private readonly string _path;

    private StackLock(StateFolder files, BackendUrl url, string path) => (_files, _url, _path) = (files, url, path);

    /// <summary>Set when the file was gone before we removed it: somebody ran <c>cancel</c> meanwhile.</summary>
    public string? Problem { get; private set; }

    internal static async Task<StackLock> AcquireAsync(
        StateFolder files, BackendUrl url, StackReference stack, TimeProvider clock, CancellationToken cancel)
    {
        var own = Guid.NewGuid().ToString();
        var path = $"{StackPaths.LockFolder(stack)}/{own}.json";
        for (var attempt = 1; ; attempt++)
        {
            RequireFree(files, url, stack, own);
            await files.WriteAsync(path, Content(clock.GetLocalNow()), cancel);
            var taken = new StackLock(files, url, path);
            try
            {
                RequireFree(files, url, stack, own);
                return taken;
            }
            catch (BackendException) when (attempt < Attempts)
            {
                taken.Dispose();
            }
            catch
            {
                taken.Dispose();
                throw;
            }
            await Task.Delay(LongestPause * Random.Shared.NextDouble(), clock, cancel);
        }
    }

    internal static void DeleteAll(StateFolder files, StackReference stack)
    {
        foreach (var id in files.List(StackPaths.LockFolder(stack), ".json"))
            files.Delete($"{StackPaths.LockFolder(stack)}/{id}.json");
    }

    public void Dispose()
    {
        if (!_files.Exists(_path))
        {
            Problem ??= $"there was a problem deleting the lock at {_url.Describe(_path)}, manual clean up may be required: "
                + $"blob (key \"{_path}\") (code=NotFound): remove {_files.PathOf(_path)}: no such file or directory";
            return;
        }
        _files.Delete(_path);
    }

    private static void RequireFree(StateFolder files, BackendUrl url, StackReference stack, string own)
    {
        var others = files.List(StackPaths.LockFolder(stack), ".json").Where(id => id != own).ToList();
        if (others.Count == 0)
            return;
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"the stack is currently locked by {others.Count} lock(s). Either wait for the other ")
            .Append("process(es) to end or delete the lock file with `pulumi cancel`.");
        foreach (var id in others)
        {
            var path = $"{StackPaths.LockFolder(stack)}/{id}.json";
            text.Append(CultureInfo.InvariantCulture, $"\n  {url.Describe(path)}: {Describe(files.PathOf(path))}");
        }
        throw new BackendException(text.ToString());
    }

    private static string Describe(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = json.RootElement;
            var time = root.GetProperty("timestamp").GetDateTimeOffset();
            return $"created by {root.GetProperty("username").GetString()}@{root.GetProperty("hostname").GetString()} "
                + $"(pid {root.GetProperty("pid").GetInt32()}) at {Rfc3339(time)}";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IOException)
        {
            return "unreadable";
        }
    }

    /// <summary>To the second, with the zone that the writer had, <c>Z</c> for UTC.</summary>
    private static string Rfc3339(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
        + (time.Offset == TimeSpan.Zero ? "Z" : time.ToString("zzz", CultureInfo.InvariantCulture));

    private static byte[] Content(DateTimeOffset now) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        pid = Environment.ProcessId,
        username = Environment.UserName,
        hostname = Environment.MachineName,
        timestamp = now.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)
            + (now.Offset == TimeSpan.Zero ? "Z" : now.ToString("zzz", CultureInfo.InvariantCulture)),
    });
}
