using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Utilities;

namespace Pulumi.Engine.Providers.Tls.Keys;

/// <summary>
/// A key in OpenSSH's formats: <c>authorized_keys</c> line, fingerprints, and the private key of OpenSSH's PROTOCOL.key.
/// </summary>
/// <remarks>Written here because the library puts RSA and ECDSA keys into PEM formats of their own instead.</remarks>
internal sealed class OpenSshKey
{
    private const int BlockSize = 8; // of the cipher "none"

    private readonly TlsKey _key;
    private readonly byte[] _publicBlob;
    private readonly string _type;

    private OpenSshKey(TlsKey key, string type)
    {
        _key = key;
        _type = type;
        _publicBlob = OpenSshPublicKeyUtilities.EncodePublicKey(key.Public);
    }

    /// <returns>Null for ECDSA on P-224, which SSH does not have.</returns>
    public static OpenSshKey? From(TlsKey key) => key.Private switch
    {
        RsaPrivateCrtKeyParameters => new(key, "ssh-rsa"),
        ECPrivateKeyParameters ec => EcdsaCurve.SshName(ec.PublicKeyParamSet) is { } curve ? new(key, $"ecdsa-sha2-{curve}") : null,
        _ => new(key, "ssh-ed25519"),
    };

    /// <summary>A line for <c>authorized_keys</c>, without a comment, with its newline.</summary>
    public string PublicKey => $"{_type} {Convert.ToBase64String(_publicBlob)}\n";

    /// <summary><c>aa:bb:...</c></summary>
    public string FingerprintMd5 => string.Join(':', MD5.HashData(_publicBlob).Select(b => b.ToString("x2")));

    /// <summary><c>SHA256:</c> and base64 without padding.</summary>
    public string FingerprintSha256 => "SHA256:" + Convert.ToBase64String(SHA256.HashData(_publicBlob)).TrimEnd('=');

    public string PrivateKeyPem
    {
        get
        {
            var file = new Writer().Raw("openssh-key-v1\0"u8).Text("none").Text("none").Text("")
                .Number(1).Bytes(_publicBlob).Bytes(PrivateSection());
            return Pem.Encode(Pem.OpenSshPrivateKey, file.ToArray());
        }
    }

    private byte[] PrivateSection()
    {
        var check = BinaryPrimitives.ReadUInt32BigEndian(RandomNumberGenerator.GetBytes(4));
        var section = new Writer().Number(check).Number(check).Text(_type);
        switch (_key.Private)
        {
            case RsaPrivateCrtKeyParameters rsa:
                section.Integer(rsa.Modulus).Integer(rsa.PublicExponent).Integer(rsa.Exponent).Integer(rsa.QInv).Integer(rsa.P).Integer(rsa.Q);
                break;
            case ECPrivateKeyParameters ec:
                section.Text(EcdsaCurve.SshName(ec.PublicKeyParamSet)!).Bytes(((ECPublicKeyParameters)_key.Public).Q.GetEncoded(false)).Integer(ec.D);
                break;
            case Ed25519PrivateKeyParameters ed:
                var publicKey = ((Ed25519PublicKeyParameters)_key.Public).GetEncoded();
                section.Bytes(publicKey).Bytes([.. ed.GetEncoded(), .. publicKey]);
                break;
        }

        section.Text(""); // the comment
        for (byte padding = 1; section.Length % BlockSize != 0; padding++)
            section.Raw([padding]);
        return section.ToArray();
    }

    /// <summary>The data types of RFC 4251, section 5.</summary>
    private sealed class Writer
    {
        private readonly MemoryStream _bytes = new();

        public long Length => _bytes.Length;

        public Writer Raw(ReadOnlySpan<byte> bytes)
        {
            _bytes.Write(bytes);
            return this;
        }

        public Writer Number(uint value)
        {
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
            return Raw(bytes);
        }

        public Writer Bytes(byte[] bytes) => Number((uint)bytes.Length).Raw(bytes);

        public Writer Text(string text) => Bytes(Encoding.ASCII.GetBytes(text));

        public Writer Integer(Org.BouncyCastle.Math.BigInteger value) => Bytes(value.ToByteArray());

        public byte[] ToArray() => _bytes.ToArray();
    }
}
