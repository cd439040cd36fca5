using System.Text;
using Pulumi.Engine.Secrets;

namespace Pulumi.Engine.Providers.Command.Execution;

/// <summary>Collects what a command prints, both streams by themselves and together in the order in which they came.</summary>
internal sealed class CapturedOutput(LogStreams logged, Action<ProviderLog> log, SecretMask mask)
{
    private readonly Lock _lock = new();
    private readonly MemoryStream _stdout = new();
    private readonly MemoryStream _stderr = new();
    private readonly MemoryStream _both = new();
    private readonly LineLogger? _stdoutLines = logged.Stdout ? new(log, mask) : null;
    private readonly LineLogger? _stderrLines = logged.Stderr ? new(log, mask) : null;

    public void WriteStdout(ReadOnlySpan<byte> bytes) => Write(bytes, _stdout, _stdoutLines);

    public void WriteStderr(ReadOnlySpan<byte> bytes) => Write(bytes, _stderr, _stderrLines);

    public void Complete()
    {
        lock (_lock)
        {
            _stdoutLines?.Complete();
            _stderrLines?.Complete();
        }
    }

    /// <summary>The output without one newline at its end; bytes that are not UTF-8 become U+FFFD.</summary>
    public string Stdout => Trimmed(_stdout);

    /// <inheritdoc cref="Stdout"/>
    public string Stderr => Trimmed(_stderr);

    /// <summary>All that the command printed, for error messages.</summary>
    public string Both => Decode(_both);

    private void Write(ReadOnlySpan<byte> bytes, MemoryStream stream, LineLogger? lines)
    {
        lock (_lock)
        {
            stream.Write(bytes);
            _both.Write(bytes);
            lines?.Write(bytes);
        }
    }

    private string Trimmed(MemoryStream bytes) => Decode(bytes) is var text && text.EndsWith('\n') ? text[..^1] : text;

    private string Decode(MemoryStream bytes)
    {
        lock (_lock)
            return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
