using System.Globalization;
using System.Security.Cryptography;
using Org.BouncyCastle.X509;

namespace EncryptionInTransit.Proof.Judging;

/// <summary>A certificate in words.</summary>
internal static class CertificateText
{
    /// <summary>SHA-256 of the DER form, lower hex.</summary>
    public static string Sha256(this X509Certificate certificate) =>
        Convert.ToHexStringLower(SHA256.HashData(certificate.GetEncoded()));

    public static DateTimeOffset ValidFrom(this X509Certificate certificate) =>
        new(certificate.NotBefore.ToUniversalTime(), TimeSpan.Zero);

    public static DateTimeOffset ValidTo(this X509Certificate certificate) =>
        new(certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero);

    /// <summary>Enough of a certificate to find it: name, fingerprint, dates.</summary>
    public static string Describe(this X509Certificate certificate) =>
        $"{certificate.SubjectDN} (SHA-256 {certificate.Sha256()[..16]}…, valid {Text(certificate.ValidFrom())} to {Text(certificate.ValidTo())})";

    /// <summary>As <c>2026-11-24 23:45:30 UTC</c>.</summary>
    public static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static bool IsSelfSigned(this X509Certificate certificate) => certificate.IsIssuedBy(certificate);

    /// <summary>Whether the name fits and the signature verifies.</summary>
    public static bool IsIssuedBy(this X509Certificate certificate, X509Certificate issuer) =>
        certificate.IssuerDN.Equivalent(issuer.SubjectDN) && certificate.IsSignatureValid(issuer.GetPublicKey());
}
