using Pulumi;
using Pulumi.Tls;
using Pulumi.Tls.Inputs;

namespace EncryptionInTransit;

/// <summary>A key, its request, and the certificate that the CA signs: for the node's server, its client, or one of its accounts.</summary>
internal sealed class LeafCertificate
{
    /// <param name="prefix">The resources are <c>prefix-key</c>, <c>prefix-request</c> and <c>prefix-certificate</c>.</param>
    /// <param name="trigger">Re-issued when it changes: the key is replaced, and request and certificate with it.</param>
    public LeafCertificate(
        string prefix,
        string commonName,
        (IReadOnlyList<string> Dns, IReadOnlyList<string> Addresses) alternativeNames,
        string extendedUsage,
        CertificatePolicy policy,
        Issuer issuer,
        string trigger,
        Resource parent)
    {
        var key = new PrivateKey($"{prefix}-key", policy.ToKeyArgs(),
            new CustomResourceOptions { Parent = parent, ReplacementTrigger = trigger });

        var request = new CertRequest($"{prefix}-request", new CertRequestArgs
        {
            PrivateKeyPem = key.PrivateKeyPem,
            Subject = new CertRequestSubjectArgs
            {
                CommonName = commonName,
                Organization = policy.Organization.OrAbsent(),
                OrganizationalUnit = policy.OrganizationalUnit.OrAbsent(),
                Country = policy.Country.OrAbsent(),
            },
            DnsNames = alternativeNames.Dns.OrAbsent()!,
            IpAddresses = alternativeNames.Addresses.OrAbsent()!,
        }, new CustomResourceOptions { Parent = parent });

        var certificate = new LocallySignedCert(CertificateResourceNames.Certificate(prefix), new LocallySignedCertArgs
        {
            CertRequestPem = request.CertRequestPem,
            CaCertPem = issuer.Authority.CertificatePem,
            CaPrivateKeyPem = issuer.Authority.KeyPem,
            ValidityPeriodHours = policy.ValidityHours,
            EarlyRenewalHours = policy.EarlyRenewalHours,
            AllowedUses = policy.LeafUses(extendedUsage),
            SetSubjectKeyId = true,
        }, new CustomResourceOptions { Parent = parent });

        CertificatePem = PublicPem.Joined([certificate.CertPem, .. issuer.CrossCertificatePems]);
        KeyPem = Output.CreateSecret(key.PrivateKeyPemPkcs8);
    }

    /// <summary>The certificate, and after it what leads from its CA to the older ones.</summary>
    public Output<string> CertificatePem { get; }

    /// <summary>PKCS#8, which every library reads. Secret.</summary>
    public Output<string> KeyPem { get; }
}
