using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;

namespace Pulumi.Engine.Providers.Tls.X509;

/// <summary>How the official provider identifies keys: SHA-1 of the public key (RFC 5280, 4.2.1.2, method 1).</summary>
internal static class SubjectKeyIdentifiers
{
    public static byte[] Of(SubjectPublicKeyInfo key)
    {
        var bits = key.PublicKey.GetBytes();
        // The official provider hashes an ED25519 key with the header of an OCTET STRING before it.
        var isEd25519 = key.Algorithm.Algorithm.Equals(Org.BouncyCastle.Asn1.EdEC.EdECObjectIdentifiers.id_Ed25519);
        return SHA1.HashData(isEd25519 ? new DerOctetString(bits).GetDerEncoded() : bits);
    }

    /// <returns>The identifier that stands in the certificate, or null.</returns>
    public static byte[]? In(X509CertificateStructure certificate) =>
        certificate.Extensions?.GetExtension(X509Extensions.SubjectKeyIdentifier) is { } extension
            ? SubjectKeyIdentifier.GetInstance(extension.GetParsedValue()).GetKeyIdentifier()
            : null;
}
