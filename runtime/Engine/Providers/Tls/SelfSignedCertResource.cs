using Pulumi.Engine.Model;
using Pulumi.Engine.Providers.Tls.X509;
using static Pulumi.Engine.Model.PropertyValue;

namespace Pulumi.Engine.Providers.Tls;

/// <summary><c>tls:index/selfSignedCert:SelfSignedCert</c></summary>
internal sealed class SelfSignedCertResource(TimeProvider clock) : CertificateResource(clock)
{
    public override InputSchema Schema { get; } = new(
    [
        .. CommonInputs,
        .. AlternativeNames.Inputs,
        new InputProperty("privateKeyPem", InputKind.Text) { Required = true, Secret = true },
        new InputProperty("setAuthorityKeyId", InputKind.Flag) { Default = new BoolValue(false) },
        SubjectInput.Property,
    ]);

    protected override string KeyAlgorithmOutput => "keyAlgorithm";

    public override CreateResult Create(PropertyMap inputs, Action<ProviderLog> log)
    {
        var key = InputKeys.Private(inputs, "privateKeyPem", "private key");
        var template = CertificateTemplate.From(inputs, SubjectInput.Read(inputs), key.PublicKeyInfo, AlternativeNames.From(inputs), Now);
        return Issued(inputs, CertificateIssuer.SelfSigned(template, key), template, key.Algorithm);
    }
}
