using System.Security.Cryptography.X509Certificates;

namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Reads the CAs that are trusted and issue nothing. Whether they have ended is not asked: a stack must not fail on the day when they do.</summary>
internal static class AlsoTrustedReader
{
    /// <returns>A text each; none for what is wrong, which is added to the mistakes.</returns>
    public static IReadOnlyList<string> Read(SectionReader section, Key key)
    {
        if (section.Text(key) is not { } text)
            return [];
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            section.Mistakes.Invalid(section.PathOf(key), "holds a private key, and only certificates are trusted. Take the key out; it stands in a file that many can read.");
            return [];
        }
        List<X509Certificate2> all = [.. CertificatesInPem.Read(section, key, text) ?? []];
        return [.. all.Where(ca => BroughtCaChecks.IsACa(section, section.PathOf(key), ca)).Select(CertificatesInPem.Pem).Distinct()];
    }
}
