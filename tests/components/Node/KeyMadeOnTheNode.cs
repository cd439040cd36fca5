using EncryptionInTransit.Tests.Support;
using Pulumi;

namespace EncryptionInTransit.Tests.Node;

/// <summary>A node that makes its server's key itself.</summary>
[Collection("Deployment")]
public class KeyMadeOnTheNode
{
    private static readonly EncryptedNodeArgs Args =
        RegisteredNode.Args with { Certificates = RegisteredNode.Args.Certificates with { ServerKey = KeyPlace.Node } };

    private static CertificateSetArgs Certificates => Args.Certificates;

    [Fact]
    public async Task Is_asked_for_a_request_that_the_CA_signs()
    {
        var node = await RegisteredNode.AsRegistered(Args);

        Assert.Equal("/usr/local/sbin/encryption-in-transit request-certificate", node.Text("db1-signing-request", "create"));
        Assert.False(node.Inputs("db1-signing-request").ContainsKey("delete"), "what is made there is undone by the claim's end");
        Assert.Contains("db1-claim", await node.DependsOn("db1-signing-request"));
        Assert.Matches(
            "^request: 1\nclaim: id-of-db1-claim\nrequest-id: [0-9a-f]{16}\nkey: rsa:2048\nsubject: /CN=db1.example.com\n"
            + "names: DNS:db1.example.com,DNS:db.example.com,IP:10.9.9.9\nusage: serverAuth\nreapply: 1\nend: 1\n$",
            node.Text("db1-signing-request", "stdin"));
        Assert.False(await Output.IsSecretAsync((Output<string>)node.Command("db1-signing-request").Stdin!));
        Assert.StartsWith("-----BEGIN CERTIFICATE REQUEST-----", node.Text("db1-server-certificate", "certRequestPem"));
    }

    [Fact]
    public async Task Has_no_key_of_the_server_in_the_stack_and_is_sent_none()
    {
        var node = await RegisteredNode.AsRegistered(Args);

        Assert.DoesNotContain("db1-server-key", node.Names);
        Assert.Equal(Id(node), node.Text("db1-files", "stdin").Split("\nserver-key: node ")[1].Split('\n')[0]);
        Assert.DoesNotContain("@file server/server.key", node.Text("db1-files", "stdin"));
        Assert.Contains(FakeEngine.PrivateKey("db1-client-key"), node.Text("db1-files", "stdin"));
    }

    [Fact]
    public async Task Makes_another_key_when_what_the_certificate_says_changes_or_it_is_re_issued_and_for_nothing_else()
    {
        var before = Id(await RegisteredNode.AsRegistered(Args));

        Assert.NotEqual(before, await IdOf(Certificates with { Hostname = "new.example.com" }));
        Assert.NotEqual(before, await IdOf(Certificates with { AlternativeNames = [] }));
        Assert.NotEqual(before, await IdOf(Certificates with { Policy = new() { Algorithm = KeyAlgorithm.Ecdsa } }));
        Assert.NotEqual(before, await IdOf(Certificates with { Policy = new() { Organization = "Example" } }));
        Assert.NotEqual(before, await IdOf(Certificates with { Reissue = new(1, 2, 1) }));
        Assert.NotEqual(before, await IdOf(Certificates with { ReissueOfAllNodes = new(2, 1, 1) }));

        Assert.Equal(before, await IdOf(Certificates with { Reissue = new(1, 1, 2) }));
        Assert.Equal(before, await IdOf(Certificates with { CaGenerations = [1, 2] }));
        Assert.Equal(before, await IdOf(Certificates with { Policy = new() { ValidityHours = 24, EarlyRenewalHours = 1 } }));
        Assert.Equal(before, Id(await RegisteredNode.AsRegistered(Args with { Reapply = 2, RestartAllowed = false })));
    }

    [Fact]
    public async Task Takes_names_of_any_characters()
    {
        var node = await RegisteredNode.AsRegistered(Args with
        {
            Kind = DatabaseKind.MySql,
            Certificates = Certificates with { Policy = new() { Algorithm = KeyAlgorithm.Ecdsa, EcdsaCurve = "P384", Country = "DE", Organization = "Sun/Moon + Söhne \\ Co" } },
            Ssh = Args.Ssh with { User = "deploy" },
        }, "db9");

        Assert.Equal("sudo -n /usr/local/sbin/encryption-in-transit request-certificate", node.Text("db9-signing-request", "create"));
        Assert.Contains("\nkey: ec:P-384\nsubject: /C=DE/O=Sun\\/Moon \\+ Söhne \\\\ Co/CN=db1.example.com\n", node.Text("db9-signing-request", "stdin"));
    }

    [Theory]
    [InlineData("/CN=db2.example.com", "DNS:db1.example.com,DNS:db.example.com,IP:10.9.9.9", "it is for /CN=db2.example.com, and not for /CN=db1.example.com")]
    [InlineData("/CN=db1.example.com", "DNS:db1.example.com,DNS:db.example.com,IP:10.9.9.9,DNS:bank.example", "its alternative names are not")]
    [InlineData("/CN=db1.example.com", "DNS:db1.example.com,DNS:db.example.com,IP:10.9.9.8", "its alternative names are not")]
    [InlineData("/CN=db1.example.com", "DNS:db1.example.com,DNS:db.example.com,IP:10.9.9.9,URI:https://bank.example", "its alternative names are not")]
    public void Gets_no_certificate_for_the_name_of_another(string subject, string names, string why)
    {
        var refused = Assert.Throws<RunException>(() => SigningRequest.Checked("db1", RequestOfANode.For(subject, names), Wanted));

        Assert.StartsWith($"db1: the request for the server's certificate that the node has printed is not signed: {why}", refused.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n")]
    public void Gets_no_certificate_for_what_is_no_request(string text) =>
        Assert.Contains("it is no request in PEM", Assert.Throws<RunException>(() => SigningRequest.Checked("db1", text, Wanted)).Message);

    [Fact]
    public async Task Is_abandoned_without_being_asked_for_what_it_never_made()
    {
        var history = new NodeHistory { IsAbandoned = true, Resources = new[] { "db1-claim" }.ToHashSet() };

        var node = await RegisteredNode.AsRegistered(Args with { History = history });
        Assert.Equal(["db1-claim"], node.Commands);
        Assert.Contains("db1-server-key", node.Names);

        var had = await RegisteredNode.AsRegistered(Args with { History = history with { Resources = new[] { "db1-claim", "db1-signing-request" }.ToHashSet() } });
        Assert.Contains("db1-signing-request", had.Commands);
    }

    private static Leaf Wanted => new("db1-server", "db1.example.com", new CertificatePolicy())
    {
        DnsNames = ["db1.example.com", "db.example.com"],
        Addresses = ["10.9.9.9"],
        ExtendedUsages = ["server_auth"],
    };

    private static async Task<string> IdOf(CertificateSetArgs certificates) => Id(await RegisteredNode.AsRegistered(Args with { Certificates = certificates }));

    private static string Id(RegisteredNode node) => node.Text("db1-signing-request", "stdin").Split("\nrequest-id: ")[1][..16];
}
