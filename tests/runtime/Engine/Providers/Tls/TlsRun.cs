using Microsoft.Extensions.Time.Testing;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;
using static Pulumi.Engine.Tests.Providers.PropertyBuilding;

namespace Pulumi.Engine.Tests.Providers.Tls;

/// <summary>The tls provider with a clock that stands still, and short ways to make its resources.</summary>
internal sealed class TlsRun
{
    public const string PrivateKey = "tls:index/privateKey:PrivateKey";
    public const string CertRequest = "tls:index/certRequest:CertRequest";
    public const string SelfSignedCert = "tls:index/selfSignedCert:SelfSignedCert";
    public const string LocallySignedCert = "tls:index/locallySignedCert:LocallySignedCert";

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);
    public List<ProviderLog> Log { get; } = [];
    public IResourceProvider Provider { get; }

    public TlsRun() => Provider = BuiltInProviders.For(Clock).Single(f => f.Package == "tls").Create(PropertyMap.Empty);

    public static string Urn(string type) => $"urn:pulumi:dev::test::{type}::resource";

    public async Task<PropertyMap> Create(string type, PropertyMap inputs)
    {
        var check = await Provider.CheckAsync(Urn(type), PropertyMap.Empty, inputs, default);
        Assert.Empty(check.Failures);
        return (await Provider.CreateAsync(new CreateRequest(Urn(type), check.Inputs, false, null, Log.Add), default)).Outputs;
    }

    public async Task<IReadOnlyList<CheckFailure>> Check(string type, PropertyMap inputs) =>
        (await Provider.CheckAsync(Urn(type), PropertyMap.Empty, inputs, default)).Failures;

    public Task<DiffResult> Diff(string type, PropertyMap oldOutputs, PropertyMap newInputs) =>
        Provider.DiffAsync(new DiffRequest(Urn(type), "id", PropertyMap.Empty, oldOutputs, newInputs), default);

    public Task<PropertyMap> Key(string algorithm = "ECDSA", string curve = "P256", int bits = 2048) =>
        Create(PrivateKey, Map(("algorithm", algorithm), ("ecdsaCurve", curve), ("rsaBits", bits)));

    public Task<PropertyMap> Ca(PropertyMap key, string name, params (string, object?)[] more) =>
        Create(SelfSignedCert, Map([
            ("privateKeyPem", key.Text("privateKeyPem")), ("isCaCertificate", true), ("validityPeriodHours", 87600),
            ("allowedUses", new[] { "cert_signing", "crl_signing" }), ("subject", Map(("commonName", name))), .. more]));

    public Task<PropertyMap> Request(PropertyMap key, string name, params (string, object?)[] more) =>
        Create(CertRequest, Map([("privateKeyPem", key.Text("privateKeyPem")), ("subject", Map(("commonName", name))), .. more]));

    public Task<PropertyMap> Sign(PropertyMap request, PropertyMap ca, PropertyMap caKey, params (string, object?)[] more) =>
        Create(LocallySignedCert, Map([
            ("certRequestPem", request.Text("certRequestPem")), ("caCertPem", ca.Text("certPem")), ("caPrivateKeyPem", caKey.Text("privateKeyPem")),
            ("validityPeriodHours", 8760), ("earlyRenewalHours", 720), ("allowedUses", new[] { "digital_signature", "key_encipherment", "server_auth" }), .. more]));
}
