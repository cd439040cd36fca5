using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;
using static Pulumi.Engine.Tests.Providers.PropertyBuilding;

namespace Pulumi.Engine.Tests.Providers.Tls;

/// <summary>Mistakes that a check or a creation finds: the input's name, what is wrong, and never the secret.</summary>
public sealed class BadInput
{
    private readonly TlsRun _tls = new();

    [Theory]
    [InlineData("algorithm", "DSA", "value must be one of: \"RSA\", \"ECDSA\", \"ED25519\", got: \"DSA\"")]
    [InlineData("ecdsaCurve", "P257", "value must be one of: \"P224\", \"P256\", \"P384\", \"P521\", got: \"P257\"")]
    [InlineData("rsaBits", 512, "value must be a multiple of 8 from 1024 to 16384, got: 512")]
    [InlineData("rsaBits", 2048.5, "expected a whole number, got a number")]
    [InlineData("rsaBits", "many", "expected a whole number, got a string")]
    [InlineData("curve", "P256", "Unknown property 'curve'; there are: algorithm, ecdsaCurve, rsaBits")]
    public async Task PrivateKey_NamesThePropertyAndTheValues(string property, object value, string reason)
    {
        var failures = await _tls.Check(TlsRun.PrivateKey, Map(("algorithm", "RSA")).With(property, Value(value)));

        Assert.Equal([new CheckFailure(property, reason)], failures);
    }

    [Fact]
    public async Task MissingProperties_AreAllNamed()
    {
        var failures = await _tls.Check(TlsRun.LocallySignedCert, PropertyMap.Empty);

        Assert.Equal(["allowedUses", "caCertPem", "caPrivateKeyPem", "certRequestPem", "validityPeriodHours"], failures.Select(f => f.Property).Order());
        Assert.All(failures, f => Assert.Equal($"Missing required property '{f.Property}'", f.Reason));
    }

    [Theory]
    [InlineData("allowedUses", new[] { "web_server" }, "every value must be one of: \"any_extended\"")]
    [InlineData("validityPeriodHours", -1, "value must be at least 0, got: -1")]
    [InlineData("validityPeriodHours", 1e8, "the certificate would end after the year 9999")]
    [InlineData("earlyRenewalHours", -1, "value must be at least 0, got: -1")]
    [InlineData("maxPathLength", -2, "value must be at least -1, got: -2")]
    [InlineData("ipAddresses", new[] { "10.0.0" }, "Invalid IP address: Failed to parse \"10.0.0\"")]
    [InlineData("ipAddresses", new[] { "1" }, "Invalid IP address: Failed to parse \"1\"")]
    [InlineData("ipAddresses", new[] { "fe80::1%eth0" }, "Invalid IP address")]
    [InlineData("dnsNames", new[] { "bücher.example" }, "\"bücher.example\" is not a valid DNS name (write an international name in its xn-- form)")]
    [InlineData("uris", new[] { "" }, "string length of every value must be at least 1")]
    public async Task Certificate_NamesThePropertyAndTheCure(string property, object value, string reason)
    {
        var inputs = Map(("allowedUses", new[] { "server_auth" }), ("validityPeriodHours", 1), ("privateKeyPem", "x")).With(property, Value(value));

        var failure = Assert.Single(await _tls.Check(TlsRun.SelfSignedCert, inputs));

        Assert.Equal(property, failure.Property);
        Assert.StartsWith(reason, failure.Reason);
    }

    [Fact]
    public async Task Subject_NamesTheAttribute()
    {
        var failure = Assert.Single(await _tls.Check(TlsRun.CertRequest, Map(("privateKeyPem", "x"), ("subject", Map(("cn", "db1"))))));

        Assert.Equal("subject", failure.Property);
        Assert.StartsWith("cn: Unknown property 'cn'; there are: commonName", failure.Reason);
    }

    [Fact]
    public async Task UnknownValues_AreNotJudged()
    {
        Assert.Empty(await _tls.Check(TlsRun.SelfSignedCert, Map(
            ("allowedUses", PropertyValue.Unknown), ("validityPeriodHours", PropertyValue.Unknown), ("privateKeyPem", PropertyValue.Unknown), ("subject", PropertyValue.Unknown))));
    }

    [Theory]
    [InlineData("not a key", "failed to decode PEM block")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "unsupported PEM preamble/type: CERTIFICATE")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nc2VjcmV0LXRoYXQtbm9ib2R5LXNlZXM=\n-----END PRIVATE KEY-----\n", "failed to parse private key given PEM preamble 'PRIVATE KEY'")]
    [InlineData("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n", "encrypted")]
    public async Task KeyThatDoesNotParse_IsNotShown(string key, string reason)
    {
        var e = await Assert.ThrowsAsync<ProviderException>(() => _tls.Create(TlsRun.CertRequest, Map(("privateKeyPem", key))));

        Assert.StartsWith("Failed to parse private key PEM ('privateKeyPem'): ", e.Message);
        Assert.Contains(reason, e.Message);
        Assert.DoesNotContain("c2VjcmV0", e.ToString());
    }

    [Fact]
    public async Task KeyOfAnotherCa_IsRefused()
    {
        var request = await _tls.Request(await _tls.Key(), "db1");
        var ca = await _tls.Ca(await _tls.Key(), "CA");

        var e = await Assert.ThrowsAsync<ProviderException>(async () => await _tls.Sign(request, ca, await _tls.Key()));

        Assert.Contains("provided PrivateKey doesn't match parent's PublicKey ('caPrivateKeyPem' is not the key of 'caCertPem')", e.Message);
    }

    [Fact]
    public async Task RequestInPlaceOfACertificate_IsNamed()
    {
        var key = await _tls.Key();
        var request = await _tls.Request(key, "db1");

        var e = await Assert.ThrowsAsync<ProviderException>(() => _tls.Sign(request, request.With("certPem", request["certRequestPem"]), key));

        Assert.Equal("Failed to parse CA certificate PEM ('caCertPem'): invalid PEM type - expected \"CERTIFICATE\", got \"CERTIFICATE REQUEST\"", e.Message);
    }

    [Fact]
    public async Task ChangedRequest_IsRefused()
    {
        var key = await _tls.Key();
        var pem = (await _tls.Request(key, "db1.example.com")).Text("certRequestPem");
        var der = Engine.Providers.Tls.Keys.Pem.Decode(pem, "CERTIFICATE REQUEST");
        der[der.AsSpan().IndexOf("db1"u8)] = (byte)'x';

        var e = await Assert.ThrowsAsync<ProviderException>(async () =>
            await _tls.Sign(Map(("certRequestPem", Engine.Providers.Tls.Keys.Pem.Encode("CERTIFICATE REQUEST", der))), await _tls.Ca(key, "CA"), key));

        Assert.Contains("'certRequestPem'", e.Message);
        Assert.Contains("changed after it was signed", e.Message);
    }

    [Fact]
    public async Task CaWithoutAName_IsRefused()
    {
        var key = await _tls.Key();

        var e = await Assert.ThrowsAsync<ProviderException>(() => _tls.Ca(key, ""));

        Assert.StartsWith("Invalid Certificate Subject: Must contain at least one Distinguished Name", e.Message);
    }

    [Fact]
    public async Task SelfSignedWithoutAName_IsRefused()
    {
        var e = await Assert.ThrowsAsync<ProviderException>(async () => await _tls.Create(TlsRun.SelfSignedCert, Map(
            ("privateKeyPem", (await _tls.Key()).Text("privateKeyPem")), ("validityPeriodHours", 1), ("allowedUses", new[] { "server_auth" }))));

        Assert.Contains("'subject'", e.Message);
    }

    [Fact]
    public async Task SignerThatIsNoCa_IsWarnedOf()
    {
        var key = await _tls.Key();
        var notCa = await _tls.Create(TlsRun.SelfSignedCert, Map(
            ("privateKeyPem", key.Text("privateKeyPem")), ("validityPeriodHours", 1), ("allowedUses", new[] { "server_auth" }), ("subject", Map(("commonName", "x")))));

        await _tls.Sign(await _tls.Request(key, "db1"), notCa, key);

        Assert.Contains("Potentially Invalid Certificate Authority", Assert.Single(_tls.Log).Message);
    }

    [Fact]
    public async Task UnknownType_IsNamedWithThoseThereAre()
    {
        var e = await Assert.ThrowsAsync<ProviderException>(() => _tls.Check("tls:index/x:X", PropertyMap.Empty));

        Assert.Contains("'tls:index/x:X'", e.Message);
        Assert.Contains("tls:index/privateKey:PrivateKey", e.Message);
    }
}
