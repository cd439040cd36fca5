using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Pulumi.Engine.Providers.Command.Ssh;

/// <summary>A server's public key, as it stands in <c>known_hosts</c> or <c>authorized_keys</c>: type and base64.</summary>
internal sealed class HostKey
{
    private readonly byte[] _blob;

    private HostKey(byte[] blob) => _blob = blob;

    /// <summary>The key's type, for example <c>ssh-ed25519</c>; it stands inside the key as well.</summary>
    public string Type => TypeOf(_blob) ?? "";

    /// <summary><c>SHA256:...</c> as ssh-keygen -l shows it.</summary>
    public string Fingerprint => FingerprintOf(_blob);

    /// <summary>The signature algorithms with which a server can prove that it has this key, strongest first.</summary>
    public string[] Algorithms => Type == "ssh-rsa" ? ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"] : [Type];

    /// <exception cref="ProviderException">It is no public key.</exception>
    public static HostKey Parse(string line)
    {
        // A line copied from known_hosts has host names before the key, one from a .pub file a comment after it.
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i + 1 < words.Length; i++)
        {
            var blob = new byte[words[i + 1].Length];
            if (Convert.TryFromBase64String(words[i + 1], blob, out var length) && TypeOf(blob.AsSpan(0, length)) == words[i])
                return new HostKey(blob[..length]);
        }

        throw new ProviderException(
            "failed to parse host key: ssh: no key found\n'hostKey' is the server's public key as 'ssh-keyscan HOST' prints it, for example: ssh-ed25519 AAAAC3Nza...");
    }

    public bool Is(byte[] blob) => CryptographicOperations.FixedTimeEquals(_blob, blob);

    public static string FingerprintOf(byte[] blob) => "SHA256:" + Convert.ToBase64String(SHA256.HashData(blob)).TrimEnd('=');

    private static string? TypeOf(ReadOnlySpan<byte> blob) =>
        blob.Length > 4 && BinaryPrimitives.ReadUInt32BigEndian(blob) is var length && length <= blob.Length - 4
            ? Encoding.ASCII.GetString(blob.Slice(4, (int)length))
            : null;
}
