using System.Buffers.Binary;
using System.Text;

namespace EncryptionInTransit.Lab.ProxySqlStandIn.Protocol;

/// <summary>Writes a packet's payload.</summary>
internal sealed class PacketWriter
{
    private readonly MemoryStream _payload = new();

    public PacketWriter Byte(int value)
    {
        _payload.WriteByte((byte)value);
        return this;
    }

    public PacketWriter Int16(int value) => Byte(value).Byte(value >> 8);

    public PacketWriter Int32(uint value) => Int16((int)(value & 0xFFFF)).Int16((int)(value >> 16));

    public PacketWriter Bytes(ReadOnlySpan<byte> bytes)
    {
        _payload.Write(bytes);
        return this;
    }

    public PacketWriter Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    public PacketWriter TextAndZero(string text) => Text(text).Byte(0);

    public PacketWriter LengthEncoded(ulong value) => value switch
    {
        < 251 => Byte((int)value),
        <= 0xFFFF => Byte(0xFC).Int16((int)value),
        <= 0xFFFFFF => Byte(0xFD).Int16((int)(value & 0xFFFF)).Byte((int)(value >> 16)),
        _ => Byte(0xFE).Int32((uint)value).Int32((uint)(value >> 32)),
    };

    public PacketWriter LengthEncoded(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return LengthEncoded((ulong)bytes.Length).Bytes(bytes);
    }

    public byte[] ToArray() => _payload.ToArray();
}

/// <summary>Reads a packet's payload. Beyond its end there is nothing, not an error: clients leave fields out.</summary>
internal ref struct PacketReader(ReadOnlySpan<byte> payload)
{
    private ReadOnlySpan<byte> _rest = payload;

    public int Byte() => Take(1) is [var value] ? value : 0;

    public uint Int32() => Take(4) is { Length: 4 } bytes ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : 0;

    public ReadOnlySpan<byte> Take(int count)
    {
        count = Math.Min(count, _rest.Length);
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public string TextToZero()
    {
        var end = _rest.IndexOf((byte)0);
        var text = Encoding.UTF8.GetString(Take(end < 0 ? _rest.Length : end));
        Take(1);
        return text;
    }
}
