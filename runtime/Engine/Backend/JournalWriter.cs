using System.Collections.Immutable;
using System.Text.Json;
using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Backend;

/// <summary>Appends lines to a <see cref="Journal"/>, each on the disk before the call returns.</summary>
internal sealed class JournalWriter : IDisposable
{
    private readonly FileStream _stream;
    private long _roomUntil;

    /// <exception cref="IOException">The file is there already: what it says must not be lost.</exception>
    public JournalWriter(string path)
    {
        _stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Read, // a shared advisory lock: see Journal.IsBeingWritten
            BufferSize = 0,
            UnixCreateMode = AtomicFile.Private,
        });
        AtomicFile.SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>
    /// One write for the line: a kill leaves it whole, or cut and therefore void. An operation begins only when there is room on the
    /// disk to write down how it ends.
    /// </summary>
    /// <exception cref="IOException">The disk does not take it; the lines before are whole.</exception>
    public void Append(ImmutableArray<SnapshotChange> changes, ISecretCodec secrets) =>
        Append(json => JournalLine.Write(json, changes, secrets), roomAfter: changes.Any(change => change.Begins is not null));

    public void Append(Action<Utf8JsonWriter> write, bool roomAfter)
    {
        var line = JournalLine.ToBytes(write);
        var start = _stream.Length;
        try
        {
            if (roomAfter)
                _roomUntil = DiskSpace.Reserve(_stream, start + line.Length, _roomUntil);
            _stream.Write(line);
            _stream.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            _stream.SetLength(start);
            _stream.Position = start;
            _roomUntil = 0;
            throw;
        }
    }

    public void Dispose() => _stream.Dispose();
}
