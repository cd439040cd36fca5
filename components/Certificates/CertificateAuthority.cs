using Pulumi;
using Pulumi.Tls;
using Pulumi.Tls.Inputs;
using Pulumi.Tls.Outputs;

namespace EncryptionInTransit;

/// <summary>The CA of one node, one generation of it. Its key stays in the stack's state and goes to no node.</summary>
internal sealed class CertificateAuthority
{
    public CertificateAuthority(string node, string hostname, int generation, CertificatePolicy policy, Resource parent)
    {
        // A CA keeps the key and the name that it was born with: with others, clients that trust it would trust nothing
        // signed from then on. So another algorithm or hostname re-issues the leaves alone.
        var name = CertificateResourceNames.Ca(node, generation);
        var key = new PrivateKey($"{name}-key", policy.ToKeyArgs(), new CustomResourceOptions
        {
            Parent = parent,
            IgnoreChanges = { "algorithm", "rsaBits", "ecdsaCurve" },
        });

        // No path length: it would make a rollover impossible for as long as this CA lives.
        var certificate = new SelfSignedCert(name, new SelfSignedCertArgs
        {
            PrivateKeyPem = key.PrivateKeyPem,
            Subject = new SelfSignedCertSubjectArgs
            {
                CommonName = CertificateNames.Ca(hostname, generation),
                Organization = policy.Organization.OrAbsent(),
                OrganizationalUnit = policy.OrganizationalUnit.OrAbsent(),
                Country = policy.Country.OrAbsent(),
            },
            IsCaCertificate = true,
            SetSubjectKeyId = true,
            SetAuthorityKeyId = true,
            ValidityPeriodHours = policy.CaValidityHours,
            EarlyRenewalHours = policy.CaEarlyRenewalHours,
            AllowedUses = { "cert_signing", "crl_signing" },
        }, new CustomResourceOptions
        {
            Parent = parent,
            IgnoreChanges = { "subject" },
        });

        Generation = generation;
        KeyPem = Output.CreateSecret(key.PrivateKeyPem);
        CertificatePem = certificate.CertPem;
        Subject = certificate.Subject;
    }

    public int Generation { get; }

    /// <summary>Secret.</summary>
    public Output<string> KeyPem { get; }

    public Output<string> CertificatePem { get; }

    /// <summary>The name that it was born with, whatever the configuration says today.</summary>
    public Output<SelfSignedCertSubject?> Subject { get; }
}
