using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace EncryptionInTransit.Tests.Support;

/// <summary>A CA as somebody else might have made it; a test makes one thing wrong.</summary>
internal sealed record TestPki(string Name)
{
    /// <summary>Null is a root.</summary>
    public TestPki? SignedBy { get; init; }

    public bool Rsa { get; init; }

    public int RsaBits { get; init; } = 2048;

    public ECCurve Curve { get; init; } = ECCurve.NamedCurves.nistP256;

    public bool IsCa { get; init; } = true;

    public int? PathLength { get; init; }

    public X509KeyUsageFlags? Usage { get; init; } = X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign;

    public bool HasKeyId { get; init; } = true;

    /// <summary>By an RSA key.</summary>
    public bool IsSignedWithSha1 { get; init; }

    public DateTimeOffset From { get; init; } = DateTimeOffset.UtcNow.AddDays(-1);

    public DateTimeOffset Until { get; init; } = DateTimeOffset.UtcNow.AddYears(10);

    public string CertificatePem => Made.Certificate.ExportCertificatePem() + "\n";

    public string KeyPem => Made.Key.ExportPkcs8PrivateKeyPem() + "\n";

    public AsymmetricAlgorithm Key => Made.Key;

    private (AsymmetricAlgorithm Key, X509Certificate2 Certificate) Made => _made ??= Make();

    private (AsymmetricAlgorithm Key, X509Certificate2 Certificate)? _made;

    private (AsymmetricAlgorithm, X509Certificate2) Make()
    {
        AsymmetricAlgorithm key = Rsa ? RSA.Create(RsaBits) : ECDsa.Create(Curve);
        var name = new X500DistinguishedName($"CN={Name}");
        var request = key is RSA rsa ? new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) : new CertificateRequest(name, (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(IsCa, PathLength is not null, PathLength ?? 0, critical: true));
        if (Usage is { } usage)
            request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        if (HasKeyId)
            request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var issuer = SignedBy?.Made;
        var signer = issuer?.Key ?? key;
        if (IsSignedWithSha1)
            return (key, WithSha1(request, issuer!.Value.Certificate, signer));
        var generator = signer is RSA signing ? X509SignatureGenerator.CreateForRSA(signing, RSASignaturePadding.Pkcs1) : X509SignatureGenerator.CreateForECDsa((ECDsa)signer);
        return (key, request.Create(issuer?.Certificate.SubjectName ?? name, generator, From, Until, RandomNumberGenerator.GetBytes(12)));
    }

    /// <summary>.NET makes none any more.</summary>
    private X509Certificate2 WithSha1(CertificateRequest request, X509Certificate2 issuer, AsymmetricAlgorithm signer)
    {
        var generator = new X509V3CertificateGenerator();
        generator.SetSerialNumber(Org.BouncyCastle.Math.BigInteger.One);
        generator.SetIssuerDN(X509Name.GetInstance(issuer.SubjectName.RawData));
        generator.SetSubjectDN(X509Name.GetInstance(request.SubjectName.RawData));
        generator.SetNotBefore(From.UtcDateTime);
        generator.SetNotAfter(Until.UtcDateTime);
        generator.SetPublicKey(PublicKeyFactory.CreateKey(request.PublicKey.ExportSubjectPublicKeyInfo()));
        foreach (var extension in request.CertificateExtensions)
            generator.AddExtension(new DerObjectIdentifier(extension.Oid!.Value!), extension.Critical, Asn1Object.FromByteArray(extension.RawData));
        var certificate = generator.Generate(new Asn1SignatureFactory("SHA1WITHRSA", PrivateKeyFactory.CreateKey(signer.ExportPkcs8PrivateKey())));
        return X509CertificateLoader.LoadCertificate(certificate.GetEncoded());
    }
}
