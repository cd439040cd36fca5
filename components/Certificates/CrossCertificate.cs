using Pulumi;
using Pulumi.Tls;
using Pulumi.Tls.Inputs;

namespace EncryptionInTransit;

/// <summary>
/// The newest CA's name and key, signed by an older CA: whoever trusts only the older one gets from a new leaf over it to
/// what it trusts (RFC 4158, section 2.4.4). It lives and is renewed as leaves are, so it never outlives the older CA.
/// </summary>
internal sealed class CrossCertificate
{
    /// <param name="request">Of the newest CA.</param>
    public CrossCertificate(
        string node, CertRequest request, CertificateAuthority newest, CertificateAuthority older, CertificatePolicy policy, Resource parent)
    {
        var certificate = new LocallySignedCert(CertificateResourceNames.Cross(node, newest.Generation, older.Generation), new LocallySignedCertArgs
        {
            CertRequestPem = request.CertRequestPem,
            CaCertPem = older.CertificatePem,
            CaPrivateKeyPem = older.KeyPem,
            IsCaCertificate = true,
            SetSubjectKeyId = true,
            ValidityPeriodHours = policy.ValidityHours,
            EarlyRenewalHours = policy.EarlyRenewalHours,
            AllowedUses = { "cert_signing", "crl_signing" },
        }, new CustomResourceOptions { Parent = parent });

        CertificatePem = certificate.CertPem.OrUnknown();
    }

    public Output<string> CertificatePem { get; }

    /// <summary>The newest CA's request, one for all older ones. Its name is the one the CA was born with.</summary>
    public static CertRequest Request(string node, CertificateAuthority newest, Resource parent) =>
        new($"{CertificateResourceNames.Ca(node, newest.Generation)}-request", new CertRequestArgs
        {
            PrivateKeyPem = newest.KeyPem,
            Subject = newest.Subject.Apply(subject => new CertRequestSubjectArgs
            {
                CommonName = subject!.CommonName.OrAbsent(),
                Organization = subject.Organization.OrAbsent(),
                OrganizationalUnit = subject.OrganizationalUnit.OrAbsent(),
                Country = subject.Country.OrAbsent(),
            }),
        }, new CustomResourceOptions { Parent = parent });
}
