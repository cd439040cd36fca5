using Pulumi;
using Pulumi.Tls;
using Pulumi.Tls.Inputs;
using Pulumi.Tls.Outputs;

namespace EncryptionInTransit;

/// <summary>A CA that the stack makes, one generation of it. Its key stays in the stack's state and goes to no node.</summary>
internal sealed class CertificateAuthority
{
    /// <param name="owner">The node or the authority whose CA it is; the names of the resources begin with it.</param>
    /// <param name="commonName">The CA's name begins with it.</param>
    public CertificateAuthority(string owner, string commonName, int generation, CertificatePolicy policy, Resource parent)
    {
        // A CA keeps the key and the name that it was born with: with others, clients that trust it would trust nothing
        // signed from then on. So another algorithm or hostname re-issues the leaves alone.
        var name = CertificateResourceNames.Ca(owner, generation);
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
                CommonName = CertificateNames.Ca(commonName, generation),
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
        KeyPem = Output.CreateSecret(key.PrivateKeyPem.OrUnknown());
        CertificatePem = certificate.CertPem.OrUnknown();
        Subject = certificate.Subject.OrUnknown();
    }

    public int Generation { get; }

    /// <summary>Secret.</summary>
    public Output<string> KeyPem { get; }

    public Output<string> CertificatePem { get; }

    /// <summary>The name that it was born with, whatever the configuration says today.</summary>
    public Output<SelfSignedCertSubject?> Subject { get; }
}
