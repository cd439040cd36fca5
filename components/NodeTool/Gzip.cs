using System.Buffers.Binary;
using Org.BouncyCastle.Utilities.Zlib;

namespace EncryptionInTransit;

/// <summary>
/// The gzip format (RFC 1952), the same bytes on every machine: what an engine compares must not depend on a processor or on a version of
/// .NET, as what <see cref="System.IO.Compression.GZipStream"/> makes may.
/// </summary>
internal static class Gzip
{
    /// <summary>Deflate's own default. The highest takes three times as long and saves half a percent.</summary>
    private const int Level = 6;

    /// <summary>Deflated, no flags, no time, from an unknown system.</summary>
    private static readonly byte[] Header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

    public static byte[] Compress(byte[] data)
    {
        var member = new MemoryStream();
        member.Write(Header);
        using (var deflate = new ZOutputStreamLeaveOpen(member, Level, nowrap: true))
            deflate.Write(data);
        Span<byte> trailer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, Crc32(data));
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], (uint)data.Length);
        member.Write(trailer);
        return member.ToArray();
    }

    /// <summary>Of RFC 1952, section 8, whose polynomial this is, bits reversed.</summary>
    private static uint Crc32(byte[] data)
    {
        const uint polynomial = 0xedb88320;
        var crc = uint.MaxValue;
        foreach (var octet in data)
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ polynomial;
        }

        return ~crc;
    }
}
