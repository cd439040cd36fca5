using Pulumi;
using Pulumi.Tls;

namespace EncryptionInTransit;

/// <summary>The certificate that a CA signs for a key, wherever that is.</summary>
internal sealed class LeafCertificate
{
    /// <param name="leaf">The resource is <c>prefix-certificate</c>.</param>
    /// <param name="requestPem">Of the key. Another request is another certificate.</param>
    public LeafCertificate(Leaf leaf, Output<string> requestPem, Issuer issuer, Resource parent)
    {
        var certificate = new LocallySignedCert(CertificateResourceNames.Certificate(leaf.Prefix), new LocallySignedCertArgs
        {
            CertRequestPem = requestPem,
            CaCertPem = issuer.CertificatePem,
            CaPrivateKeyPem = issuer.KeyPem,
            ValidityPeriodHours = leaf.Policy.ValidityHours,
            EarlyRenewalHours = leaf.Policy.EarlyRenewalHours,
            AllowedUses = leaf.Uses(),
            SetSubjectKeyId = true,
        }, new CustomResourceOptions { Parent = parent });

        CertificatePem = PublicPem.Joined([certificate.CertPem.OrUnknown(), .. issuer.SentAlongPems]);
    }

    /// <summary>The certificate, and after it what leads from its CA to those that are trusted.</summary>
    public Output<string> CertificatePem { get; }
}
