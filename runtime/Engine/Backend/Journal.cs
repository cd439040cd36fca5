using System.Collections.Immutable;
using System.Text.Json;
using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Backend;

/// <summary>
/// What a run did since the state file was last written: JSON lines, appended and synced, one for each batch of changes. The first
/// names the state that it starts from by its SHA-256; a last one names the state that everything was folded into. Writing all of a
/// large state after each step would grow with the square of its size.
/// </summary>
internal sealed class Journal
{
    private readonly string _path;
    private readonly ImmutableArray<byte[]> _lines;
    private readonly string? _foldedHash;

    private Journal(string path, string baseHash, ImmutableArray<byte[]> lines, string? foldedHash) =>
        (_path, BaseHash, _lines, _foldedHash) = (path, baseHash, lines, foldedHash);

    public string BaseHash { get; }

    public bool IsFoldedInto(string hash) => _foldedHash == hash;

    /// <returns>Null when there is none, or a process was killed before its first line was whole.</returns>
    /// <exception cref="BackendException">It is damaged.</exception>
    public static async Task<Journal?> ReadAsync(string path, CancellationToken cancel)
    {
        byte[] content;
        try
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var memory = new MemoryStream();
            await stream.CopyToAsync(memory, cancel);
            content = memory.ToArray();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        var lines = WholeLines(content);
        if (lines.Count == 0)
            return null;
        try
        {
            using var first = JsonDocument.Parse(lines[0]);
            using var last = JsonDocument.Parse(lines[^1]);
            return new(
                path,
                first.RootElement.GetProperty(JournalLine.Base).GetString()!,
                [.. lines.Skip(1)],
                last.RootElement.TryGetProperty(JournalLine.Folded, out var folded) ? folded.GetString() : null);
        }
        catch (Exception e) when (JsonTexts.IsMalformed(e))
        {
            throw Damaged(path, e);
        }
    }

    /// <summary>The state with the changes applied.</summary>
    /// <exception cref="BackendException">One of the two is damaged.</exception>
    public DeploymentDocument Replay(StackReference stack, byte[] state, Func<string, ISecretCodec> secrets)
    {
        var start = CheckpointJson.Read(stack, state, secrets);
        var codec = secrets(start.Salt);
        var builder = new SnapshotBuilder(start.Snapshot);
        try
        {
            foreach (var line in _lines)
            {
                using var json = JsonDocument.Parse(line);
                foreach (var change in JournalLine.Read(json.RootElement, codec))
                    builder.Apply(change);
            }
        }
        catch (Exception e) when (JsonTexts.IsMalformed(e) || e is InvalidDataException)
        {
            throw Damaged(_path, e);
        }
        return start with { Snapshot = builder.ToSnapshot() };
    }

    /// <summary>
    /// Whether the process that writes it is alive: on Unix .NET holds a shared advisory lock on every open file, and
    /// <see cref="FileShare.None"/> asks for the exclusive one.
    /// </summary>
    public static bool IsBeingWritten(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <exception cref="IOException">There is one already, or no room for it.</exception>
    public static JournalWriter Create(string path, string baseHash)
    {
        var writer = new JournalWriter(path);
        writer.Append(json => JournalLine.WriteBase(json, baseHash), roomAfter: false);
        return writer;
    }

    /// <summary>Says that the state of this hash, about to be written, has everything. Does nothing when there is no journal.</summary>
    public static async Task MarkFoldedAsync(string path, string hash, CancellationToken cancel)
    {
        if (!File.Exists(path))
            return;
        var line = JournalLine.ToBytes(json => JournalLine.WriteFolded(json, hash));
        await using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        await stream.WriteAsync(line, cancel);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>A line without its end was cut by a kill: what it says was not promised to anybody.</summary>
    private static List<byte[]> WholeLines(byte[] content)
    {
        var lines = new List<byte[]>();
        var start = 0;
        for (var end = Array.IndexOf(content, (byte)'\n'); end >= 0; end = Array.IndexOf(content, (byte)'\n', start))
        {
            lines.Add(content[start..end]);
            start = end + 1;
        }
        return lines;
    }

    private static BackendException Damaged(string path, Exception e) => new(
        $"the journal {path} of a killed run is damaged: {e.Message} " +
        "Without it the state is as before that run. Move it away, keep it as a list of what the run did, and run `pulumi refresh`", e);
}
