using Org.BouncyCastle.Asn1.X509;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers.Tls.X509;

namespace Pulumi.Engine.Providers.Tls;

/// <summary><c>tls:index/locallySignedCert:LocallySignedCert</c></summary>
internal sealed class LocallySignedCertResource(TimeProvider clock) : CertificateResource(clock)
{
    public override InputSchema Schema { get; } = new(
    [
        .. CommonInputs,
        new InputProperty("caCertPem", InputKind.Text) { Required = true },
        new InputProperty("caPrivateKeyPem", InputKind.Text) { Required = true, Secret = true },
        new InputProperty("certRequestPem", InputKind.Text) { Required = true },
    ]);

    protected override string KeyAlgorithmOutput => "caKeyAlgorithm";

    public override CreateResult Create(PropertyMap inputs, Action<ProviderLog> log)
    {
        var request = InputKeys.Request(inputs, "certRequestPem");
        var caKey = InputKeys.Private(inputs, "caPrivateKeyPem", "CA private key");
        var ca = InputKeys.Certificate(inputs, "caCertPem");
        if (!IsCa(ca))
        {
            log(new ProviderLog(ProviderLogSeverity.Warning, "Potentially Invalid Certificate Authority: 'caCertPem' is not a CA's certificate, so others will not accept what it signs.", Ephemeral: false));
        }

        var info = request.GetCertificationRequestInfo();
        var template = CertificateTemplate.From(
            inputs, DistinguishedName.Reissued(info.Subject), info.SubjectPublicKeyInfo, AlternativeNames.From(request.GetRequestedExtensions()), Now);
        return Issued(inputs, CertificateIssuer.SignedBy(ca, caKey, template), template, caKey.Algorithm);
    }

    private static bool IsCa(X509CertificateStructure certificate) =>
        certificate.Extensions?.GetExtension(X509Extensions.BasicConstraints) is { } extension
        && BasicConstraints.GetInstance(extension.GetParsedValue()).IsCA();
}
