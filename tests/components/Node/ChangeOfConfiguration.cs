using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Node;

/// <summary>Which resources a change touches: those and no others.</summary>
[Collection("Deployment")]
public class ChangeOfConfiguration
{
    private static EncryptedNodeArgs Args => RegisteredNode.Args;

    private static CertificateSetArgs Certificates => Args.Certificates;

    [Fact]
    public async Task None_touches_none() => Assert.Empty(await TouchedBy(Args));

    [Fact]
    public async Task Policy_touches_the_activation_alone()
    {
        var args = Args with { Tls = new() { Tls13Only = true } };

        Assert.Equal(["db1-server-tls"], await TouchedBy(args));
        var stdin = (await RegisteredNode.AsRegistered(args)).Text("db1-server-tls", "stdin");
        Assert.Contains("\ntls_version=TLSv1.3\n", stdin);
    }

    [Theory]
    [InlineData(SecureTransportPhase.Audit, "#require_secure_transport=ON")]
    [InlineData(SecureTransportPhase.On, "require_secure_transport=ON")]
    public async Task Phase_touches_no_activation_and_shows_in_the_config_file(SecureTransportPhase phase, string line)
    {
        var args = Args with { Tls = new() { RequireSecureTransport = phase } };

        Assert.Empty(await TouchedBy(args));
        var node = await RegisteredNode.AsRegistered(args);
        Assert.Contains("\n#require_secure_transport=ON\n", node.Text("db1-server-tls", "stdin"));
        // Inputs that are known in every preview; the activation's request is not while a certificate is being made.
        Assert.Equal("/etc/mysql/conf.d/ssl-config.cnf", node.Text("db1-ssl-config", "path"));
        Assert.Contains($"\n{line}\n", node.Text("db1-ssl-config", "content"));
    }

    [Fact]
    public async Task Reapply_puts_everything_on_the_node_again_and_issues_nothing()
    {
        var args = Args with { Reapply = 2 };

        Assert.Equal(["db1-claim", "db1-files", "db1-server-tls", "db1-tool"], await TouchedBy(args));
        var script = (await RegisteredNode.AsRegistered(args)).Text("db1-tool", "stdin");
        Assert.Equal(NodeToolUpload.Render(1), script.Replace("reapply:2", "reapply:1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2, 1, 1, "db1-client-key db1-server-key")]
    [InlineData(1, 2, 1, "db1-server-key")]
    [InlineData(1, 1, 2, "db1-client-key")]
    public async Task Re_issue_replaces_the_keys_of_its_scope(int all, int server, int client, string keys)
    {
        var numbers = new ReissueNumbers(all, server, client);

        Assert.Equal(keys.Split(' '), await TouchedBy(Args with { Certificates = Certificates with { Reissue = numbers } }));
        Assert.Equal(keys.Split(' '), await TouchedBy(Args with { Certificates = Certificates with { ReissueOfAllNodes = numbers } }));
    }

    [Fact]
    public async Task Another_SSH_address_re_issues_nothing() =>
        Assert.Equal(
            ["db1-claim", "db1-files", "db1-server-tls", "db1-tool"],
            await TouchedBy(Args with { Ssh = Args.Ssh with { Host = "10.0.0.99" } }));

    [Fact]
    public async Task Another_hostname_re_issues_leaves_and_leaves_the_name_of_the_CA()
    {
        var args = Args with { Certificates = Certificates with { Hostname = "new.example.com" } };

        Assert.Equal(["db1-ca-1", "db1-client-request", "db1-server-request"], await TouchedBy(args));
        Assert.Equal(["subject"], (await RegisteredNode.AsRegistered(args)).Options("db1-ca-1").IgnoreChanges);
    }

    [Fact]
    public async Task Another_algorithm_re_issues_leaves_and_leaves_the_key_of_the_CA()
    {
        var args = Args with { Certificates = Certificates with { Policy = new() { Algorithm = KeyAlgorithm.Ecdsa } } };

        Assert.Equal(
            ["algorithm", "rsaBits", "ecdsaCurve"],
            (await RegisteredNode.AsRegistered(args)).Options("db1-ca-1-key").IgnoreChanges);
    }

    [Fact]
    public async Task Another_alternative_name_re_issues_the_server_alone() =>
        Assert.Equal(["db1-server-request"], await TouchedBy(Args with { Certificates = Certificates with { AlternativeNames = [] } }));

    [Fact]
    public async Task A_higher_number_is_not_the_same_as_the_other_scopes_number()
    {
        var ofNode = await RegisteredNode.AsRegistered(Args with { Certificates = Certificates with { Reissue = new(2, 1, 1) } });
        var ofAll = await RegisteredNode.AsRegistered(Args with { Certificates = Certificates with { ReissueOfAllNodes = new(2, 1, 1) } });

        Assert.NotEqual(ofNode.Options("db1-server-key").ReplacementTriggerText(), ofAll.Options("db1-server-key").ReplacementTriggerText());
    }

    /// <summary>The resources that are sent something else than before.</summary>
    private static async Task<IEnumerable<string>> TouchedBy(EncryptedNodeArgs changed)
    {
        var before = await RegisteredNode.AsRegistered(Args);
        var after = await RegisteredNode.AsRegistered(changed);
        return before.Names.Where(name => before.Sent(name) != after.Sent(name)).Order(StringComparer.Ordinal);
    }
}
