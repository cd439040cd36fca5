using Pulumi.Engine.Model;
using static Pulumi.Engine.Tests.Providers.PropertyBuilding;

namespace Pulumi.Engine.Tests.Providers.Tls;

/// <summary>Certificates as the program makes them, judged by openssl and GnuTLS.</summary>
public sealed class Certificates : IDisposable
{
    private readonly TlsRun _tls = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, InlineData("RSA", "P224"), InlineData("ECDSA", "P256"), InlineData("ECDSA", "P384"), InlineData("ECDSA", "P521"), InlineData("ED25519", "P224")]
    public async Task Chain_PassesStrictVerification(string algorithm, string curve)
    {
        var caKey = await _tls.Key(algorithm, curve);
        var ca = await _tls.Ca(caKey, "db1.example.com CA 1", ("setAuthorityKeyId", true));
        var key = await _tls.Key(algorithm, curve);
        var request = await _tls.Request(key, "db1.example.com", ("dnsNames", new[] { "db1.example.com" }), ("ipAddresses", new[] { "10.0.0.11", "2001:db8::1" }));
        var leaf = await _tls.Sign(request, ca, caKey, ("setSubjectKeyId", true));

        var (caFile, leafFile) = (Write("ca", ca), Write("leaf", leaf));
        await Tool.Output("openssl", ["verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", "db1.example.com", "-CAfile", caFile, leafFile]);
        await Tool.Output("openssl", ["verify", "-x509_strict", "-purpose", "sslserver", "-verify_ip", "10.0.0.11", "-CAfile", caFile, leafFile]);
        await Tool.Output("openssl", ["verify", "-x509_strict", "-verify_ip", "2001:db8::1", "-CAfile", caFile, leafFile]);
        await Tool.Output("openssl", ["req", "-verify", "-noout"], request.Text("certRequestPem"));
        var gnutls = await Tool.Output("certtool", ["--verify", "--load-ca-certificate", caFile, "--verify-hostname", "db1.example.com", "--infile", leafFile]);
        Assert.Contains("Verified. The certificate is trusted", gnutls);
        var asClient = await Tool.Run("openssl", ["verify", "-x509_strict", "-purpose", "sslclient", "-CAfile", caFile, leafFile]);
        Assert.NotEqual(0, asClient.ExitCode);
    }

    [Fact]
    public async Task Leaf_SaysWhatTheProgramAskedFor()
    {
        var caKey = await _tls.Key();
        var ca = await _tls.Ca(caKey, "CA");
        var request = await _tls.Create(TlsRun.CertRequest, Map(
            ("privateKeyPem", (await _tls.Key()).Text("privateKeyPem")),
            ("dnsNames", new[] { "b.example.com", "a.example.com" }),
            ("uris", new[] { "spiffe://example.com/db1" }),
            ("ipAddresses", new[] { "10.0.0.11" }),
            ("subject", Map(("commonName", "db1"), ("organization", "Müller & Co"), ("country", "DE"), ("streetAddresses", new[] { "Way 1", "Floor 2" }),
                ("serialNumber", "7"), ("postalCode", "10115"), ("locality", "Berlin"), ("province", "BE"), ("organizationalUnit", "DB"), ("emailAddress", "a@b.example")))));
        var leaf = await _tls.Sign(request, ca, caKey, ("allowedUses", new[] { "client_auth", "digital_signature", "server_auth", "decipher_only", "key_agreement" }));

        var text = await Text(leaf);

        Assert.Contains("Version: 3 (0x2)", text);
        Assert.Contains("DNS:b.example.com, DNS:a.example.com, IP Address:10.0.0.11, URI:spiffe://example.com/db1", text);
        Assert.Contains("TLS Web Client Authentication, TLS Web Server Authentication", text);
        Assert.Contains("Digital Signature, Key Agreement, Decipher Only", text);
        Assert.Contains("CA:FALSE", text);
        // The order is the encoder's, streets share a name, and an e-mail address stays behind in the request.
        var subject = await Tool.Output("openssl", ["x509", "-noout", "-subject", "-nameopt", "utf8,sep_comma_plus_space"], leaf.Text("certPem"));
        Assert.Equal("subject=C=DE, O=Müller & Co, OU=DB, L=Berlin, ST=BE, street=Way 1 + street=Floor 2, postalCode=10115, CN=db1, serialNumber=7", subject.Trim());
        var asked = await Tool.Output("openssl", ["req", "-noout", "-subject", "-nameopt", "utf8,sep_comma_plus_space"], request.Text("certRequestPem"));
        Assert.EndsWith("CN=db1, serialNumber=7, emailAddress=a@b.example", asked.Trim());
    }

    [Fact]
    public async Task Validity_BeginsNowAndEndsAfterTheHours()
    {
        _tls.Clock.SetUtcNow(new DateTimeOffset(2049, 12, 31, 23, 0, 0, 120, TimeSpan.Zero));
        var ca = await _tls.Ca(await _tls.Key(), "CA", ("validityPeriodHours", 2));

        Assert.Equal("2049-12-31T23:00:00.12Z", ca.Text("validityStartTime"));
        Assert.Equal("2050-01-01T01:00:00.12Z", ca.Text("validityEndTime"));
        Assert.Equal("notBefore=Dec 31 23:00:00 2049 GMT\nnotAfter=Jan  1 01:00:00 2050 GMT\n", await Tool.Output("openssl", ["x509", "-noout", "-dates"], ca.Text("certPem")));
    }

    [Fact]
    public async Task Serials_AreRandomAndTheId()
    {
        var key = await _tls.Key();
        var (one, two) = (await _tls.Ca(key, "CA"), await _tls.Ca(key, "CA"));

        Assert.NotEqual(one.Text("id"), two.Text("id"));
        var serial = (await Tool.Output("openssl", ["x509", "-noout", "-serial"], one.Text("certPem"))).Trim()["serial=".Length..];
        Assert.Equal(System.Numerics.BigInteger.Parse("0" + serial, System.Globalization.NumberStyles.HexNumber).ToString(), one.Text("id"));
    }

    [Fact]
    public async Task AuthorityKeyId_IsMissingWhenSubjectAndIssuerHaveOneName()
    {
        var (oldKey, newKey) = (await _tls.Key(), await _tls.Key());
        var oldCa = await _tls.Ca(oldKey, "db1 CA");
        (string, object?)[] asCa = [("isCaCertificate", true), ("allowedUses", new[] { "cert_signing", "crl_signing" })];

        var sameName = await _tls.Sign(await _tls.Request(newKey, "db1 CA"), oldCa, oldKey, asCa);
        var ownName = await _tls.Sign(await _tls.Request(newKey, "db1 CA 2"), oldCa, oldKey, asCa);

        Assert.DoesNotContain("Authority Key Identifier", await Text(sameName));
        Assert.Contains("Authority Key Identifier", await Text(ownName));
    }

    [Fact]
    public async Task CaRollover_IsTrustedThroughTheCrossCertificate()
    {
        var (oldKey, newKey) = (await _tls.Key("RSA"), await _tls.Key());
        var (oldCa, newCa) = (await _tls.Ca(oldKey, "db1 CA 1"), await _tls.Ca(newKey, "db1 CA 2"));
        var cross = await _tls.Sign(await _tls.Request(newKey, "db1 CA 2"), oldCa, oldKey, ("isCaCertificate", true), ("allowedUses", new[] { "cert_signing", "crl_signing" }));
        var leaf = await _tls.Sign(await _tls.Request(await _tls.Key(), "db1", ("dnsNames", new[] { "db1" })), newCa, newKey);

        var leafFile = Write("leaf", leaf);
        await Tool.Output("openssl", ["verify", "-x509_strict", "-CAfile", Write("old", oldCa), "-untrusted", Write("cross", cross), leafFile]);
        await Tool.Output("openssl", ["verify", "-x509_strict", "-CAfile", Write("new", newCa), leafFile]);
        Assert.NotEqual(0, (await Tool.Run("openssl", ["verify", "-CAfile", Write("old", oldCa), leafFile])).ExitCode);
    }

    [Theory, InlineData(null, "CA:TRUE\n"), InlineData(-1, "CA:TRUE\n"), InlineData(0, "CA:TRUE\n"), InlineData(1, "CA:TRUE, pathlen:1")]
    public async Task PathLength_OfZeroIsNoLimit(int? length, string expected)
    {
        var ca = await _tls.Ca(await _tls.Key(), "CA", length is null ? [] : [("maxPathLength", length)]);

        Assert.Contains(expected, await Text(ca));
        Assert.Equal(length is not null, ca.ContainsKey("maxPathLength"));
    }

    [Fact]
    public async Task SubjectKeyId_IsThatOfTheOfficialProviderForEd25519()
    {
        var key = await _tls.Key("ED25519");
        var ca = await _tls.Ca(key, "CA");

        var raw = Convert.FromBase64String(key.Text("publicKeyPem").Split('\n')[1])[^32..];
        var expected = Convert.ToHexString(System.Security.Cryptography.SHA1.HashData([0x04, 0x20, .. raw]));
        Assert.Contains(expected, (await Text(ca)).Replace(":", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EmptySubject_MakesAlternativeNamesCritical()
    {
        var key = await _tls.Key();
        var request = await _tls.Create(TlsRun.CertRequest, Map(("privateKeyPem", key.Text("privateKeyPem")), ("dnsNames", new[] { "db1" })));
        var cert = await _tls.Sign(request, await _tls.Ca(key, "CA"), key);

        Assert.Contains("X509v3 Subject Alternative Name: critical", await Text(cert));
    }

    private string Write(string name, PropertyMap certificate) => _folder.Write(name, certificate.Text("certPem"));

    private static Task<string> Text(PropertyMap certificate) => Tool.Output("openssl", ["x509", "-text", "-noout"], certificate.Text("certPem"));
}
