using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Configuration;

public class NoMistake
{
    [Fact]
    public void The_least_configuration_gets_these_values()
    {
        var node = StackFile.Read(StackFile.TwoNodes).Nodes[0];

        Assert.Equal(
            new EncryptedNodeArgs
            {
                Kind = DatabaseKind.MariaDb,
                Ssh = new() { Host = "10.0.0.11", HostKey = StackFile.HostKey, Port = 22, User = "root", DialErrorLimit = 10, PerDialTimeout = 15 },
                Certificates = node.Args.Certificates with
                {
                    Hostname = "db1.example.com",
                    Policy = new()
                    {
                        Algorithm = KeyAlgorithm.Rsa,
                        RsaBits = 2048,
                        EcdsaCurve = "P256",
                        CaValidityHours = 87600,
                        ValidityHours = 8760,
                        EarlyRenewalHours = 720,
                    },
                    Reissue = new(1, 1, 1),
                    ReissueOfAllNodes = new(1, 1, 1),
                },
                Tls = new() { RequireSecureTransport = SecureTransportPhase.Off, Ciphers = null, Tls13Only = false },
                Administrator = null,
                RestartAllowed = true,
                Reapply = 1,
            },
            node.Args);
        Assert.Equal(("10.0.0.11", 3306), (node.DatabaseHost, node.DatabasePort));
    }

    [Fact]
    public void What_stands_at_a_node_goes_before_what_stands_for_all()
    {
        var nodes = StackFile.Read(
            StackFile.With("host: 10.0.0.12, ", "host: 10.0.0.12, user: deploy, port: 2222, ")
                .Replace("kind: mysql", "kind: mysql\n    requireSecureTransport: false")
            + "ssh: { user: admin, perDialTimeout: 3 }\ntls: { requireSecureTransport: true }").Nodes;

        Assert.Equal(("admin", 22, 3), (nodes[0].Args.Ssh.User, nodes[0].Args.Ssh.Port, nodes[0].Args.Ssh.PerDialTimeout));
        Assert.Equal(("deploy", 2222, 3), (nodes[1].Args.Ssh.User, nodes[1].Args.Ssh.Port, nodes[1].Args.Ssh.PerDialTimeout));
        Assert.Equal(SecureTransportPhase.On, nodes[0].Args.Tls.RequireSecureTransport);
        Assert.Equal(SecureTransportPhase.Off, nodes[1].Args.Tls.RequireSecureTransport);
    }

    [Theory]
    [InlineData("off", SecureTransportPhase.Off)]
    [InlineData("audit", SecureTransportPhase.Audit)]
    [InlineData("on", SecureTransportPhase.On)]
    // What a parser of YAML 1.1 makes of on and off without quotes.
    [InlineData("true", SecureTransportPhase.On)]
    [InlineData("false", SecureTransportPhase.Off)]
    public void A_phase_is_a_word_or_true_or_false(string yaml, SecureTransportPhase phase)
    {
        Assert.Equal(phase, StackFile.Read($"{StackFile.TwoNodes}tls: {{ requireSecureTransport: {yaml} }}").Nodes[0].Args.Tls.RequireSecureTransport);
        Assert.Equal(phase, StackFile.Read(StackFile.With("kind: mysql", $"kind: mysql\n    requireSecureTransport: {yaml}")).Nodes[1].Args.Tls.RequireSecureTransport);
    }

    [Fact]
    public void The_least_of_a_proxy_gets_these_values()
    {
        var proxy = StackFile.Read(ProxyFile.Text, ProxyFile.Encrypted).Proxies[0];

        Assert.Equal(("proxy", "10.0.0.21", 6033), (proxy.Name, proxy.FrontendHost, proxy.FrontendPort));
        Assert.Equal(new ProxySqlAdministrator("admin", "swordfish", 6032), proxy.Args.Administrator);
        Assert.Equal([new("db1", "10.0.0.11", 3306), new("db2", "db2.lan", 3307)], proxy.Backends);
        Assert.Equal(SecureTransportPhase.Off, proxy.Args.RequireSecureTransport);
    }

    [Fact]
    public void The_least_of_an_account_gets_these_values()
    {
        var account = StackFile.Read(StackFile.TwoNodes + "accounts: [{ user: app, require: SUBJECT }]").Accounts[0];

        Assert.Equal(
            new AccountConfiguration("app", null, account.Nodes, AccountRequirement.Subject, AccountAuthentication.Password, null, 1), account);
        Assert.Equal(["db1", "db2"], account.Nodes);
    }

    [Fact]
    public void Two_nodes_behind_one_address_have_different_ports() =>
        Assert.Equal(2, StackFile.Read(StackFile.With("host: 10.0.0.12, ", "host: 10.0.0.11, port: 2222, ")).Nodes.Count);

    [Theory]
    [InlineData("10.0.0.12")]
    [InlineData("fd00::12")]
    [InlineData("db2")]
    [InlineData("3com.example.com")]
    public void Hostnames_are_names_or_addresses(string hostname) =>
        Assert.Equal(hostname, StackFile.Read(StackFile.With("db2.example.com", $"'{hostname}'")).Nodes[1].Args.Certificates.Hostname);

    [Fact]
    public void The_example_has_every_key_and_lacks_nothing_but_a_password()
    {
        var example = Repository.Read("Pulumi.dev.yaml");
        var config = Yaml.Json(example).GetProperty("config").GetRawText();

        var mistake = Assert.Single(ConfigurationReader.Read(Yaml.Source(config)).Mistakes);
        Assert.Equal(("nodes[3].proxysql.adminPassword", MistakeKind.Missing), (mistake.Path, mistake.Kind));
        Assert.Contains("'encryption-in-transit:nodes[3].proxysql.adminPassword'\n", example);
        Assert.All(KeyTable.Keys(), path => Assert.Matches($@"(?m)^[\s#-]*(encryption-in-transit:)?{path.Key.Name}:", example));
    }
}
