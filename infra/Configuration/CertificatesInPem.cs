using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Certificates that stand in the configuration (RFC 7468).</summary>
internal static class CertificatesInPem
{
    /// <returns>Null if there is none that can be read, which is added to the mistakes.</returns>
    public static IReadOnlyList<X509Certificate2>? Read(SectionReader section, Key key, string text)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(text);
        }
        catch (CryptographicException)
        {
            certificates.Clear();
        }
        if (certificates.Count > 0)
            return [.. certificates];
        section.Mistakes.Invalid(section.PathOf(key), "has no certificate in PEM that can be read. Give the file's content, from '-----BEGIN CERTIFICATE-----' on; a file in DER first: "
            + "openssl x509 -inform der -in FILE");
        return null;
    }

    public static string Pem(X509Certificate2 certificate) => certificate.ExportCertificatePem() + "\n";
}
