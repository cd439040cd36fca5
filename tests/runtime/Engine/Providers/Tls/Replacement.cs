using Pulumi.Engine.Model;
using static Pulumi.Engine.Tests.Providers.PropertyBuilding;

namespace Pulumi.Engine.Tests.Providers.Tls;

/// <summary>When a certificate or key is made anew, and when it stays.</summary>
public sealed class Replacement
{
    private static readonly (string, object?)[] Inputs =
        [("validityPeriodHours", 100), ("earlyRenewalHours", 10), ("allowedUses", new[] { "server_auth" }), ("subject", Map(("commonName", "db1")))];

    private readonly TlsRun _tls = new();

    [Fact]
    public async Task UntilEarlyRenewal_NothingChanges()
    {
        var (old, inputs) = await SelfSigned();
        _tls.Clock.Advance(TimeSpan.FromHours(90) - TimeSpan.FromSeconds(1));

        Assert.False((await _tls.Diff(TlsRun.SelfSignedCert, old, inputs)).HasChanges);
        Assert.False((await Refreshed(old)).Flag("readyForRenewal"));
    }

    [Fact]
    public async Task FromEarlyRenewalOn_EveryDiffReplaces()
    {
        var (old, inputs) = await SelfSigned();
        _tls.Clock.Advance(TimeSpan.FromHours(90));

        var diff = await _tls.Diff(TlsRun.SelfSignedCert, old, inputs);

        Assert.Equal(["readyForRenewal"], diff.Replaces.AsEnumerable());
        Assert.Equal(["readyForRenewal"], diff.Changed.AsEnumerable());
        Assert.True((await Refreshed(old)).Flag("readyForRenewal"));
    }

    [Fact]
    public async Task EarlierRenewal_IsAnUpdateThatKeepsTheCertificate()
    {
        var (old, inputs) = await SelfSigned();
        var later = inputs.With("earlyRenewalHours", Value(20));

        var diff = await _tls.Diff(TlsRun.SelfSignedCert, old, later);
        var updated = await Update(old, later);

        Assert.True(diff.HasChanges);
        Assert.Empty(diff.Replaces);
        Assert.Equal(["earlyRenewalHours"], diff.Changed.AsEnumerable());
        Assert.Equal(old.With("earlyRenewalHours", Value(20)), updated);
    }

    [Fact]
    public async Task EarlierRenewal_ThatIsDueAtOnceReplaces()
    {
        var (old, inputs) = await SelfSigned();

        var diff = await _tls.Diff(TlsRun.SelfSignedCert, old, inputs.With("earlyRenewalHours", Value(100)));

        Assert.Equal(["readyForRenewal"], diff.Replaces.AsEnumerable());
        Assert.Equal(["earlyRenewalHours", "readyForRenewal"], diff.Changed.Order());
    }

    [Fact]
    public async Task RenewalBeyondTheValidity_IsReadyFromTheStart()
    {
        var (created, _) = await SelfSigned(("earlyRenewalHours", 101));

        Assert.True(created.Flag("readyForRenewal"));
    }

    [Theory]
    [InlineData("validityPeriodHours", 200)]
    [InlineData("isCaCertificate", true)]
    [InlineData("maxPathLength", 1)]
    [InlineData("setSubjectKeyId", true)]
    [InlineData("dnsNames", new[] { "db1" })]
    [InlineData("allowedUses", new[] { "server_auth", "client_auth" })]
    public async Task ChangedInput_Replaces(string input, object value)
    {
        var (old, inputs) = await SelfSigned();

        var diff = await _tls.Diff(TlsRun.SelfSignedCert, old, inputs.With(input, Value(value)));

        Assert.Equal([input], diff.Replaces.AsEnumerable());
    }

    [Theory]
    [InlineData("isCaCertificate", false)]
    [InlineData("setAuthorityKeyId", false)]
    [InlineData("dnsNames", new string[0])]
    public async Task DefaultWrittenOut_IsNoChange(string input, object value)
    {
        var (old, inputs) = await SelfSigned();

        Assert.False((await _tls.Diff(TlsRun.SelfSignedCert, old, inputs.With(input, Value(value)))).HasChanges);
    }

    [Fact]
    public async Task UnknownInput_Replaces()
    {
        var (old, inputs) = await SelfSigned();

        Assert.Equal(["privateKeyPem"], (await _tls.Diff(TlsRun.SelfSignedCert, old, inputs.With("privateKeyPem", PropertyValue.Unknown))).Replaces.AsEnumerable());
    }

    [Fact]
    public async Task LargerKey_Replaces()
    {
        var key = await _tls.Key("RSA");

        Assert.Equal(["rsaBits"], (await _tls.Diff(TlsRun.PrivateKey, key, Map(("algorithm", "RSA"), ("ecdsaCurve", "P256"), ("rsaBits", 4096)))).Replaces.AsEnumerable());
    }

    private async Task<(PropertyMap Outputs, PropertyMap Inputs)> SelfSigned(params (string, object?)[] more)
    {
        var inputs = Map([.. Inputs.Where(i => more.All(m => m.Item1 != i.Item1)), .. more, ("privateKeyPem", (await _tls.Key())["privateKeyPem"])]);
        return (await _tls.Create(TlsRun.SelfSignedCert, inputs), inputs);
    }

    private Task<PropertyMap> Update(PropertyMap old, PropertyMap inputs) =>
        _tls.Provider.UpdateAsync(new(TlsRun.Urn(TlsRun.SelfSignedCert), "id", PropertyMap.Empty, old, inputs, false, null, _tls.Log.Add), default);

    private async Task<PropertyMap> Refreshed(PropertyMap outputs) =>
        (await _tls.Provider.ReadAsync(new(TlsRun.Urn(TlsRun.SelfSignedCert), "id", PropertyMap.Empty, outputs), default))!.Outputs;
}
