using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EncryptionInTransit.Proof.Tests.Pki;

/// <summary>A CA for tests, with another library than the one that judges.</summary>
internal sealed class TestCa
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    public TestCa(string name, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null, bool isCa = true)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        AddCaExtensions(request, isCa);
        _certificate = request.CreateSelfSigned(
            notBefore ?? DateTimeOffset.UtcNow - Skew, notAfter ?? DateTimeOffset.UtcNow.AddDays(365));
    }

    public string Pem => _certificate.ExportCertificatePem() + "\n";

    /// <summary>A server's certificate.</summary>
    /// <param name="names">DNS names and IP addresses for the subject alternative name; without any there is none.</param>
    public TestCertificate IssueServer(
        string commonName, string[] names, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null,
        string? usage = "1.3.6.1.5.5.7.3.1", AsymmetricAlgorithm? key = null)
    {
        key ??= ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = key is RSA rsa
            ? new CertificateRequest($"CN={commonName}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={commonName}", (ECDsa)key, HashAlgorithmName.SHA256);
        if (usage is not null)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        if (names.Length > 0)
            request.CertificateExtensions.Add(AlternativeNames(names));
        AddIdentifiers(request);
        return new(Sign(request, notBefore, notAfter).ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <summary>A client's certificate.</summary>
    /// <param name="commonName">Of any characters.</param>
    public TestCertificate IssueClient(string commonName)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(commonName);
        var request = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        AddIdentifiers(request);
        return new(Sign(request, null, null).ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <summary>The other CA's name and key, signed by this one: what lets those who trust this one trust the other.</summary>
    public string CrossSign(TestCa other, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null)
    {
        var request = new CertificateRequest(other._certificate.SubjectName, other._key, HashAlgorithmName.SHA256);
        AddCaExtensions(request, isCa: true);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        return Sign(request, notBefore, notAfter).ExportCertificatePem() + "\n";
    }

    private X509Certificate2 Sign(CertificateRequest request, DateTimeOffset? notBefore, DateTimeOffset? notAfter) =>
        request.Create(
            _certificate.SubjectName,
            X509SignatureGenerator.CreateForECDsa(_key),
            notBefore ?? DateTimeOffset.UtcNow - Skew,
            notAfter ?? DateTimeOffset.UtcNow.AddDays(90),
            RandomNumberGenerator.GetBytes(16));

    private void AddIdentifiers(CertificateRequest request)
    {
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
    }

    private static void AddCaExtensions(CertificateRequest request, bool isCa)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isCa, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
    }

    private static X509Extension AlternativeNames(string[] names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (System.Net.IPAddress.TryParse(name, out var address))
                builder.AddIpAddress(address);
            else
                builder.AddDnsName(name);
        }
        return builder.Build();
    }
}

/// <summary>A certificate and its key, as the files on a node.</summary>
internal sealed record TestCertificate(string Pem, string KeyPem);
