using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.X509;
using Pulumi.Engine.Providers.Tls.Keys;

namespace Pulumi.Engine.Providers.Tls.X509;

/// <summary>Issues X.509 v3 certificates with the extensions, their order and their criticality as the official provider has them.</summary>
internal static class CertificateIssuer
{
    private const int SerialBytes = 16;

    /// <exception cref="ProviderException">The template contradicts itself.</exception>
    public static X509Certificate SelfSigned(CertificateTemplate template, TlsKey key)
    {
        if (template.SetAuthorityKeyId && template.SubjectKeyId is null)
            throw new ProviderException("Invalid Certificate Authority: Could not determine Authority Key Identifier; set 'setSubjectKeyId' as well");
        return Issue(template, template.Subject, template.SetAuthorityKeyId ? template.SubjectKeyId : null, key);
    }

    /// <exception cref="ProviderException">The key is not the CA's, or the template contradicts itself.</exception>
    public static X509Certificate SignedBy(X509CertificateStructure ca, TlsKey caKey, CertificateTemplate template)
    {
        if (!caKey.PublicKeyInfo.Equals(ca.SubjectPublicKeyInfo))
            throw new ProviderException("Failed to create certificate: x509: provided PrivateKey doesn't match parent's PublicKey ('caPrivateKeyPem' is not the key of 'caCertPem')");
        // With equal names the certificate passes for self-signed and gets no authority key identifier: give each CA generation a name of its own.
        var namesDiffer = !template.Subject.GetDerEncoded().AsSpan().SequenceEqual(ca.Subject.GetDerEncoded());
        return Issue(template, ca.Subject, namesDiffer ? SubjectKeyIdentifiers.In(ca) : null, caKey);
    }

    private static X509Certificate Issue(CertificateTemplate template, X509Name issuer, byte[]? authorityKeyId, TlsKey key)
    {
        var hasNoSubject = template.Subject.GetOidList().Count == 0;
        if (template.IsCa && hasNoSubject)
            throw new ProviderException("Invalid Certificate Subject: Must contain at least one Distinguished Name when creating Certificate Authority (CA); give 'subject' a commonName");
        if (issuer.GetOidList().Count == 0) // RFC 5280, 4.1.2.4; the official provider issues it all the same, and nobody accepts it
            throw new ProviderException("Invalid Certificate Subject: a certificate must name its issuer; give the 'subject' of the one that signs a commonName");
        if (!template.IsCa && template.MaxPathLength > 0)
            throw new ProviderException("Failed to create certificate: x509: only CAs are allowed to specify MaxPathLen (set 'isCaCertificate' or leave out 'maxPathLength')");

        var generator = new X509V3CertificateGenerator();
        generator.SetSerialNumber(NewSerial());
        generator.SetIssuerDN(issuer);
        generator.SetSubjectDN(template.Subject);
        generator.SetNotBefore(template.NotBefore.UtcDateTime);
        generator.SetNotAfter(template.NotAfter.UtcDateTime);
        generator.SetSubjectPublicKeyInfo(template.PublicKey);

        if (AllowedUses.KeyUsage(template.AllowedUses) is { } usage)
            generator.AddExtension(X509Extensions.KeyUsage, true, usage);
        if (AllowedUses.ExtendedKeyUsage(template.AllowedUses) is { } extendedUsage)
            generator.AddExtension(X509Extensions.ExtendedKeyUsage, false, extendedUsage);
        generator.AddExtension(X509Extensions.BasicConstraints, true, Constraints(template));
        if (template.SubjectKeyId is { } subjectKeyId)
            generator.AddExtension(X509Extensions.SubjectKeyIdentifier, false, new SubjectKeyIdentifier(subjectKeyId));
        if (authorityKeyId is not null)
            generator.AddExtension(X509Extensions.AuthorityKeyIdentifier, false, new AuthorityKeyIdentifier(authorityKeyId));
        if (template.AlternativeNames.ToExtension() is { } names)
            generator.AddExtension(X509Extensions.SubjectAlternativeName, hasNoSubject, names);

        var certificate = generator.Generate(Signatures.By(key));
        certificate.Verify(key.Public);
        return certificate;
    }

    private static BasicConstraints Constraints(CertificateTemplate template) =>
        template is { IsCa: true, MaxPathLength: > 0 and var length } ? new BasicConstraints(length) : new BasicConstraints(template.IsCa);

    // RFC 5280, 4.1.2.2: positive, at most 20 bytes; 128 random bits as the official provider's.
    private static BigInteger NewSerial()
    {
        while (true)
        {
            var serial = new BigInteger(1, RandomNumberGenerator.GetBytes(SerialBytes));
            if (serial.SignValue > 0)
                return serial;
        }
    }
}
