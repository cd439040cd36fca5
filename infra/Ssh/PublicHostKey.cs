using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace EncryptionInTransit.Infra.Ssh;

/// <summary>The public key of an sshd, as in authorized_keys: type and base64.</summary>
public sealed record PublicHostKey(string Type, string Base64)
{
    /// <summary>Best first. RSA is last: the command provider asks for it with SHA-1, which a current sshd refuses.</summary>
    private static readonly string[] Types =
        ["ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa"];

    /// <summary>The place in the order of preference.</summary>
    public int Rank => Array.IndexOf(Types, Type);

    /// <param name="text">A comment after the key is dropped.</param>
    /// <param name="why">What is wrong, and the cure.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out PublicHostKey? key, [NotNullWhen(false)] out string? why)
    {
        key = null;
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 2 && !Types.Contains(words[0]) && Types.Contains(words[1]))
            why = $"starts with '{words[0]}', which is not the type of a key. Take the host in front out: '{words[1]} AAAA…'.";
        else if (words.Length < 2 || !Types.Contains(words[0]))
            why = $"is no public host key: it starts with {string.Join(", ", Types)}, and base64 follows. Print it with ssh-keyscan -t ed25519 HOST | cut -d' ' -f2-";
        else if (TypeInside(words[1]) != words[0])
            why = $"is not a key of type {words[0]}: the base64 after it is cut or belongs to something else. Print it with ssh-keyscan -t ed25519 HOST | cut -d' ' -f2-";
        else
        {
            key = new(words[0], words[1]);
            why = null;
        }
        return key is not null;
    }

    public override string ToString() => $"{Type} {Base64}";

    /// <summary>The type as the blob itself gives it (RFC 4253, 6.6); null if it is no blob, or if it ends too early.</summary>
    private static string? TypeInside(string base64)
    {
        Span<byte> blob = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, blob, out var length))
            return null;
        string? type = null;
        for (ReadOnlySpan<byte> rest = blob[..length]; rest.Length > 0;)
        {
            if (rest.Length < 4 || BinaryPrimitives.ReadUInt32BigEndian(rest) is var size && size > rest.Length - 4)
                return null;
            type ??= Encoding.ASCII.GetString(rest.Slice(4, (int)size));
            rest = rest[(4 + (int)size)..];
        }
        return type;
    }
}
