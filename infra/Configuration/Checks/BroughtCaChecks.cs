using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.X509;

namespace EncryptionInTransit.Infra.Configuration;

/// <summary>
/// Whether what a CA signs will be accepted: by database servers, by their clients, and by programs that are stricter than both.
/// </summary>
/// <param name="below">How many CAs there are between it and a leaf.</param>
/// <param name="lastNeeded">Until when what it signs now is valid.</param>
internal sealed class BroughtCaChecks(SectionReader section, X509Certificate2 ca, int below, DateTimeOffset now, DateTimeOffset lastNeeded)
{
    private const string SubjectKeyIdentifier = "2.5.29.14";

    private const int LeastRsaBits = 2048;

    private static readonly int[] CurveBits = [256, 384, 521];

    /// <summary>With MD5 or SHA-1, of RSA or ECDSA.</summary>
    private static readonly string[] WeakSignatures = ["1.2.840.113549.1.1.4", "1.2.840.113549.1.1.5", "1.2.840.10045.4.1"];

    private string Path => section.PathOf(below == 0 ? AuthorityKeys.Certificate : AuthorityKeys.Chain);

    /// <returns>False if one does not, which is added to the mistakes.</returns>
    public bool Hold()
    {
        var before = section.Mistakes.All.Count;
        IsACa();
        Signs();
        IsNamed();
        IsStrong();
        IsValid();
        return section.Mistakes.All.Count == before;
    }

    private void IsACa()
    {
        if (IsACa(section, Path, ca) && Constraints(ca) is { HasPathLengthConstraint: true } constraints && constraints.PathLengthConstraint < below)
            section.Mistakes.Invalid(Path, $"'{ca.Subject}' allows {constraints.PathLengthConstraint} CAs below it (path length), and there are {below}. Give a CA that stands higher, or have this path signed anew.");
    }

    /// <returns>False if it is none, which is added to the mistakes.</returns>
    public static bool IsACa(SectionReader section, string path, X509Certificate2 ca)
    {
        if (Constraints(ca) is { CertificateAuthority: true })
            return true;
        section.Mistakes.Invalid(path, $"'{ca.Subject}' is no CA (basic constraints without CA:TRUE): nobody accepts what it signs. Give a CA's certificate, not a server's.");
        return false;
    }

    private static X509BasicConstraintsExtension? Constraints(X509Certificate2 ca) => ca.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault();

    private void Signs()
    {
        if (!ca.Extensions.OfType<X509KeyUsageExtension>().Any(usage => usage.KeyUsages.HasFlag(X509KeyUsageFlags.KeyCertSign)))
            section.Mistakes.Invalid(Path, $"'{ca.Subject}' may not sign certificates (key usage without keyCertSign). Give a CA that may.");
    }

    private void IsNamed()
    {
        if (ca.Extensions.All(extension => extension.Oid?.Value != SubjectKeyIdentifier))
            section.Mistakes.Invalid(Path, $"'{ca.Subject}' has no subject key identifier, by which what it signs names its key. Have it made anew with one (subjectKeyIdentifier = hash).");
    }

    private void IsStrong()
    {
        if (ca.GetRSAPublicKey() is { } rsa ? rsa.KeySize < LeastRsaBits : ca.GetECDsaPublicKey() is not { } ecdsa || !CurveBits.Contains(ecdsa.KeySize))
            section.Mistakes.Invalid(Path, $"'{ca.Subject}' has a key that not all servers and clients take. Give a CA with RSA of {LeastRsaBits} bits or more, or ECDSA on P-256, P-384 or P-521.");
        if (!ca.IsSignedBy(ca) && WeakSignatures.Contains(ca.SignatureAlgorithm.Value))
            section.Mistakes.Invalid(Path, $"'{ca.Subject}' is signed with {ca.SignatureAlgorithm.FriendlyName}, which TLS libraries refuse. Have it signed anew with SHA-256.");
    }

    private void IsValid()
    {
        if (now < ca.NotBefore)
            section.Mistakes.Invalid(Path, $"'{ca.Subject}' is not valid before {Text(ca.NotBefore)}. Compare the clocks, or wait.");
        else if (lastNeeded > ca.NotAfter)
            section.Mistakes.Invalid(Path, $"'{ca.Subject}' ends {Text(ca.NotAfter)}, and what it signs now would end {Text(lastNeeded.UtcDateTime)}: a certificate must not outlive its CA. "
                + $"Have the CA renewed, or lower {RootKeys.Certificates.Name}.{CertificateKeys.ValidityHours.Name}.");
    }

    private static string Text(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}

/// <summary>Who has signed a certificate.</summary>
internal static class Signatures
{
    /// <summary>By name and by signature.</summary>
    public static bool IsSignedBy(this X509Certificate2 certificate, X509Certificate2 ca)
    {
        if (!certificate.IssuerName.RawData.AsSpan().SequenceEqual(ca.SubjectName.RawData))
            return false;
        var parser = new X509CertificateParser();
        try
        {
            return parser.ReadCertificate(certificate.RawData).IsSignatureValid(parser.ReadCertificate(ca.RawData).GetPublicKey());
        }
        catch (Exception problem) when (problem is Org.BouncyCastle.Security.GeneralSecurityException or ArgumentException or IOException)
        {
            return false;
        }
    }
}
