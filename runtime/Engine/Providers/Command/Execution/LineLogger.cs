using System.Text;

namespace Pulumi.Engine.Providers.Command.Execution;

/// <summary>Turns the bytes of one stream into progress lines, each logged as soon as it is whole.</summary>
internal sealed class LineLogger(Action<ProviderLog> log, SecretMask mask)
{
    /// <summary>A longer line is shown in pieces, so that a stream without newlines does not pile up here as well.</summary>
    private const int MostBytes = 16 * 1024;

    private readonly MemoryStream _line = new();

    public void Write(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (b == '\n' || _line.Length >= MostBytes)
                Flush();
            if (b != '\n')
                _line.WriteByte(b);
        }
    }

    /// <summary>Logs what came after the last newline.</summary>
    public void Complete()
    {
        if (_line.Length > 0)
            Flush();
    }

    private void Flush()
    {
        var text = Encoding.UTF8.GetString(_line.GetBuffer(), 0, (int)_line.Length).TrimEnd('\r');
        _line.SetLength(0);
        log(new ProviderLog(ProviderLogSeverity.Info, mask.Apply(text), Ephemeral: true));
    }
}
