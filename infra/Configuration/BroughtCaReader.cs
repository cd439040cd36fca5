using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Reads a CA that was made elsewhere, with its key and the CAs above it.</summary>
/// <param name="lastNeeded">Until when what it signs now is valid.</param>
internal sealed class BroughtCaReader(SectionReader section, DateTimeOffset now, DateTimeOffset lastNeeded)
{
    /// <returns>Null if something is wrong with it, which is added to the mistakes. No key is in a message.</returns>
    public BroughtCa? Read(string certificateText, string keyText, string? chainText)
    {
        var (certificates, above) = (CertificatesInPem.Read(section, AuthorityKeys.Certificate, certificateText), chainText is null ? [] : CertificatesInPem.Read(section, AuthorityKeys.Chain, chainText));
        if (certificates is null || above is null)
            return null;
        if (certificates is not [var certificate])
        {
            section.Mistakes.Invalid(section.PathOf(AuthorityKeys.Certificate),
                $"holds {certificates.Count} certificates; it is that of the CA that signs, alone. Put those above it under chain.");
            return null;
        }
        var key = Key(keyText, certificate);
        if (Path(certificate, above) is not { } path)
            return null;
        var good = path.Index().Select(entry => new BroughtCaChecks(section, entry.Item, entry.Index, now, lastNeeded).Hold()).ToList();
        return key is null || good.Contains(false) ? null : new BroughtCa(CertificatesInPem.Pem(certificate), key, [.. path.Skip(1).Select(CertificatesInPem.Pem)]);
    }

    /// <summary>PKCS#8: the tls provider reads the first block of a file, and openssl puts parameters before some keys.</summary>
    private string? Key(string text, X509Certificate2 certificate)
    {
        var path = section.PathOf(AuthorityKeys.PrivateKey);
        if (text.Contains("ENCRYPTED", StringComparison.Ordinal))
        {
            section.Mistakes.Invalid(path, $"has a password. Take it off, the file in the stack is encrypted by itself: openssl pkey -in FILE | ./pulumiw config set --secret --path '{RootKeys.Namespace}:{path}'");
            return null;
        }
        try
        {
            using AsymmetricAlgorithm key = certificate.GetRSAPublicKey() is not null ? RSA.Create() : ECDsa.Create();
            key.ImportFromPem(text);
            if (key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(certificate.PublicKey.ExportSubjectPublicKeyInfo()))
                return key.ExportPkcs8PrivateKeyPem() + "\n";
        }
        catch (Exception problem) when (problem is CryptographicException or ArgumentException)
        {
            // What it is, if anything, is not the certificate's. The exception may quote it.
        }
        section.Mistakes.Invalid(path, $"is not the private key, in PEM, that belongs to the certificate '{certificate.Subject}'. Compare: openssl pkey -in FILE -pubout, openssl x509 -in CERTIFICATE -noout -pubkey");
        return null;
    }

    /// <summary>From the one that signs to the root; null if it does not lead to one, which is added to the mistakes.</summary>
    private List<X509Certificate2>? Path(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> above)
    {
        List<X509Certificate2> path = [certificate];
        while (!path[^1].IsSignedBy(path[^1]))
        {
            if (above.Except(path).FirstOrDefault(path[^1].IsSignedBy) is not { } next)
            {
                section.Mistakes.Invalid(section.PathOf(AuthorityKeys.Chain), $"does not lead to a root: '{path[^1].Issuer}', which has signed '{path[^1].Subject}', is not in it. "
                    + "Add its certificate, and those above it up to the root.");
                return null;
            }
            path.Add(next);
        }
        if (above.Except(path).FirstOrDefault() is not { } stranger)
            return path;
        section.Mistakes.Invalid(section.PathOf(AuthorityKeys.Chain), $"holds '{stranger.Subject}', which is not above '{certificate.Subject}'. Take it out.");
        return null;
    }
}
