using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Certificates;

/// <summary>What the tls provider is asked for.</summary>
[Collection("Deployment")]
public class CertificatesOfANode
{
    private static CertificateSetArgs Args => RegisteredNode.Args.Certificates;

    [Fact]
    public async Task The_CA_carries_its_generation_in_its_name()
    {
        var node = await Issued(Args);

        Assert.Equal("commonName db1.example.com CA 1", InputText.Of(node.Inputs("db1-ca-1")["subject"]));
    }

    [Fact]
    public async Task The_CA_has_no_path_length_which_would_spoil_a_rollover() =>
        Assert.False((await Issued(Args)).Inputs("db1-ca-1").ContainsKey("maxPathLength"));

    [Theory]
    [InlineData("db1-ca-1")]
    [InlineData("db1-server-certificate")]
    [InlineData("db1-client-certificate")]
    public async Task Every_certificate_has_a_subject_key_id(string name) =>
        Assert.Equal(true, (await Issued(Args)).Inputs(name)["setSubjectKeyId"]);

    [Fact]
    public async Task The_server_is_named_by_hostname_first_and_by_all_its_names_and_addresses()
    {
        var request = (await Issued(Args)).Inputs("db1-server-request");

        Assert.Equal("commonName db1.example.com", InputText.Of(request["subject"]));
        Assert.Equal("[db1.example.com, db.example.com]", InputText.Of(request["dnsNames"]));
        Assert.Equal("[10.9.9.9]", InputText.Of(request["ipAddresses"]));
    }

    [Fact]
    public async Task A_server_known_by_its_address_alone_has_no_DNS_name()
    {
        var request = (await Issued(Args with { Hostname = "10.0.0.11", AlternativeNames = ["10.0.0.11", "fd00::11"] })).Inputs("db1-server-request");

        Assert.False(request.ContainsKey("dnsNames"));
        Assert.Equal("[10.0.0.11, fd00::11]", InputText.Of(request["ipAddresses"]));
    }

    [Theory]
    [InlineData(KeyAlgorithm.Rsa, "db1-server-certificate", "[digital_signature, key_encipherment, server_auth]")]
    [InlineData(KeyAlgorithm.Rsa, "db1-client-certificate", "[digital_signature, key_encipherment, client_auth]")]
    [InlineData(KeyAlgorithm.Ecdsa, "db1-server-certificate", "[digital_signature, server_auth]")]
    [InlineData(KeyAlgorithm.Ecdsa, "db1-client-certificate", "[digital_signature, client_auth]")]
    [InlineData(KeyAlgorithm.Ecdsa, "db1-ca-1", "[cert_signing, crl_signing]")]
    public async Task Server_and_client_have_a_use_of_their_own(KeyAlgorithm algorithm, string name, string uses) =>
        Assert.Equal(uses, InputText.Of((await Issued(Args with { Policy = new() { Algorithm = algorithm } })).Inputs(name)["allowedUses"]));

    [Theory]
    [InlineData(87600, 8760)]
    [InlineData(26, 24)]
    public async Task No_leaf_outlives_its_CA_however_late_it_is_issued(int ofCa, int ofLeaf)
    {
        var node = await Issued(Args with { Policy = new() { CaValidityHours = ofCa, ValidityHours = ofLeaf } });

        // The CA is renewed before it has less life left than a leaf is given; and not by every run.
        var renewal = Number("db1-ca-1", "earlyRenewalHours");
        Assert.InRange(renewal, Number("db1-server-certificate", "validityPeriodHours") + 1, Number("db1-ca-1", "validityPeriodHours") - 1);
        Assert.InRange(renewal, Number("db1-client-certificate", "validityPeriodHours") + 1, Number("db1-ca-1", "validityPeriodHours") - 1);

        int Number(string name, string input) => Convert.ToInt32(node.Inputs(name)[input]);
    }

    [Fact]
    public async Task Leaves_are_signed_by_the_CA_of_the_node()
    {
        var node = await Issued(Args);

        Assert.All(["db1-server-certificate", "db1-client-certificate"], name =>
        {
            Assert.Equal(FakeEngine.Certificate("db1-ca-1"), node.Text(name, "caCertPem"));
            Assert.Equal(FakeEngine.PrivateKey("db1-ca-1-key"), node.Text(name, "caPrivateKeyPem"));
        });
    }

    [Fact]
    public async Task In_a_rollover_the_newest_CA_issues_and_each_older_one_signs_its_name_and_key()
    {
        var node = await Issued(Args with { CaGenerations = [1, 2, 3] });

        Assert.Equal(FakeEngine.Certificate("db1-ca-3"), node.Text("db1-server-certificate", "caCertPem"));
        Assert.Equal("commonName db1.example.com CA 3", InputText.Of(node.Inputs("db1-ca-3-request")["subject"]));
        Assert.Equal(FakeEngine.PrivateKey("db1-ca-3-key"), node.Text("db1-ca-3-request", "privateKeyPem"));
        Assert.All([1, 2], older =>
        {
            var cross = node.Inputs($"db1-ca-3-signed-by-{older}");
            Assert.Equal(FakeEngine.Certificate($"db1-ca-{older}"), node.Text($"db1-ca-3-signed-by-{older}", "caCertPem"));
            Assert.Equal(true, cross["isCaCertificate"]);
            Assert.Equal(true, cross["setSubjectKeyId"]);
            Assert.False(cross.ContainsKey("maxPathLength"));
        });
        Assert.False(node.Names.Contains("db1-ca-2-request"), "only the newest CA needs a way back");
    }

    [Fact]
    public async Task In_a_rollover_servers_and_clients_send_the_cross_certificates_and_trust_every_CA()
    {
        var node = await Issued(Args with { CaGenerations = [1, 2] });

        var files = node.Text("db1-files", "stdin");
        var roots = FakeEngine.Certificate("db1-ca-1") + FakeEngine.Certificate("db1-ca-2");
        Assert.Contains($"@file server/root.crt\n{roots}@end\n", files);
        Assert.Contains($"@file client/root.crt\n{roots}@end\n", files);
        Assert.All(["server", "client"], side => Assert.Contains(
            $"@file {side}/{side}.crt\n{FakeEngine.Certificate($"db1-{side}-certificate")}{FakeEngine.Certificate("db1-ca-2-signed-by-1")}@end\n", files));
    }

    [Fact]
    public async Task The_claim_names_the_CAs_by_their_keys_so_that_the_node_can_refuse_before_anything_is_issued()
    {
        var node = await Issued(Args with { CaGenerations = [1, 2] });

        Assert.Contains(
            $"\nca-keys: {PublicPem.KeySha256(FakeEngine.Certificate("db1-ca-1"))} {PublicPem.KeySha256(FakeEngine.Certificate("db1-ca-2"))}\nreapply: 1\nend: 1\n",
            node.Text("db1-claim", "stdin"));
        Assert.Contains("\nca-change: abrupt\n", (await Issued(Args with { AbruptCaChange = true })).Text("db1-claim", "stdin"));
    }

    private static Task<RegisteredNode> Issued(CertificateSetArgs certificates) =>
        RegisteredNode.AsRegistered(RegisteredNode.Args with { Certificates = certificates });
}
