using System.Text;
using Pulumi.Engine.Secrets;

namespace Pulumi.Engine.Providers.Command.Execution;

/// <summary>Turns the bytes of one stream into progress lines, each logged as soon as it is whole.</summary>
internal sealed class LineLogger(Action<ProviderLog> log, SecretMask mask)
{
    /// <summary>
    /// Of a longer line only the length is shown: it need not pile up here as well, and a part of it may be a part of a secret, which
    /// nobody could tell.
    /// </summary>
    private const int MostBytes = 16 * 1024;

    private readonly MemoryStream _line = new();
    private long _length;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        for (int end; (end = bytes.IndexOf((byte)'\n')) >= 0; bytes = bytes[(end + 1)..])
        {
            Add(bytes[..end]);
            Flush();
        }

        Add(bytes);
    }

    /// <summary>Logs what came after the last newline.</summary>
    public void Complete()
    {
        if (_length > 0)
            Flush();
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        _length += bytes.Length;
        if (_length <= MostBytes)
            _line.Write(bytes);
    }

    private void Flush()
    {
        var text = _length <= MostBytes
            ? mask.Apply(Encoding.UTF8.GetString(_line.GetBuffer(), 0, (int)_line.Length).TrimEnd('\r'))
            : $"[a line of {_length} bytes]";
        _line.SetLength(0);
        _length = 0;
        log(new ProviderLog(ProviderLogSeverity.Info, text, Ephemeral: true));
    }
}
