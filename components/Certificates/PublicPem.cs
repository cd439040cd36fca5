using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Pulumi;

namespace EncryptionInTransit;

/// <summary>What is computed from public PEM texts.</summary>
public static class PublicPem
{
    /// <summary>
    /// The name of the folder on the node that holds these certificates: 16 hex digits of the SHA-256 of their texts.
    /// Private keys have no part in it: it stands in previews.
    /// </summary>
    public static string GenerationId(params IEnumerable<string> pems) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(pems))))[..16];

    /// <summary>Several texts as one, in their order.</summary>
    public static Output<string> Joined(IReadOnlyList<Output<string>> pems) =>
        pems.Count == 1 ? pems[0] : Output.All(pems).Apply(texts => string.Concat(texts));

    /// <summary>SHA-256 of the key of the first certificate in the text (its SubjectPublicKeyInfo, DER), in lower hex.</summary>
    /// <exception cref="CryptographicException">There is no certificate in it.</exception>
    public static string KeySha256(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
    }

    /// <summary>SHA-256 of the first certificate in the text (DER), in lower hex.</summary>
    /// <exception cref="CryptographicException">There is no certificate in it.</exception>
    public static string Sha256(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();
    }
}
