using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Configuration;

/// <summary>Each mistake that can be seen of a ProxySQL node and what is behind it.</summary>
public class MistakeInAProxy
{
    [Fact]
    public void No_mistake_no_message() => Assert.Empty(StackFile.MistakesIn(ProxyFile.Text, ProxyFile.Encrypted));

    [Theory]
    // what is broken, by what, the key that is named, the kind, a part of the cure
    [InlineData("- { node: db1 }", "- { node: db1 }\n        - { node: dbx }", "nodes[2].proxysql.backends[1].node", MistakeKind.NotOneOf, "Did you mean 'db1'?")]
    [InlineData("- { node: db1 }", "- { node: db1 }\n        - { node: replica }", "nodes[2].proxysql.backends[1].node", MistakeKind.NotOneOf, "They are db1, db2.")]
    [InlineData("- { node: db1 }", "- { node: db1 }\n        - { node: proxy }", "nodes[2].proxysql.backends[1].node", MistakeKind.Invalid, "is this node itself")]
    [InlineData("- { node: db1 }", "- { node: db1 }\n        - { host: db9 }", "nodes[2].proxysql.backends[1].node", MistakeKind.Missing, "backends[1].node' 'db1'")]
    [InlineData("- { node: db1 }", "- { node: db1 }\n        - { node: db1 }", "nodes[2].proxysql.backends[1]", MistakeKind.Duplicate, "'10.0.0.11:3306' is at nodes[2].proxysql.backends[0] already")]
    [InlineData("host: db2.lan, port: 3307", "host: 10.0.0.11", "nodes[2].proxysql.backends[1]", MistakeKind.Duplicate, "correct host and port")]
    [InlineData("host: db2.lan, port: 3307", "host: 'db2:3307'", "nodes[2].proxysql.backends[1].host", MistakeKind.Invalid, "keys of their own")]
    [InlineData("port: 3307", "port: 0", "nodes[2].proxysql.backends[1].port", MistakeKind.Invalid, "from 1 to 65535")]
    [InlineData("- { node: db1 }\n", "\n", "nodes[0].withoutProxy", MistakeKind.Missing, "'encryption-in-transit:nodes[0].withoutProxy' 'true'")]
    [InlineData("kind: mysql", "kind: mysql\n    withoutProxy: true", "nodes[1].withoutProxy", MistakeKind.NotTogether, "db2 is a backend")]
    [InlineData("adminPassword: swordfish", "adminUser: admin", "nodes[2].proxysql.adminPassword", MistakeKind.Missing, "config set --secret --path 'encryption-in-transit:nodes[2].proxysql.adminPassword' <FILE")]
    [InlineData("adminPassword: swordfish", "adminPassword: swordfish\n      adminPort: 66000", "nodes[2].proxysql.adminPort", MistakeKind.Invalid, "from 1 to 65535")]
    [InlineData("adminPassword: swordfish", "adminPassword: swordfish\n      host: 'a b'", "nodes[2].proxysql.host", MistakeKind.Invalid, "neither a DNS name nor an IP address")]
    [InlineData("adminPassword: swordfish", "adminPassword: swordfish\n      otherBackends: [db9]", "nodes[2].proxysql.otherBackends[0]", MistakeKind.Invalid, "is not HOST:PORT")]
    [InlineData("adminPassword: swordfish", "adminPassword: swordfish\n      otherBackends: ['db9:0']", "nodes[2].proxysql.otherBackends[0]", MistakeKind.Invalid, "is not HOST:PORT")]
    [InlineData("adminPassword: swordfish", "adminPassword: swordfish\n      otherBackends: ['db2.lan:3307']", "nodes[2].proxysql.otherBackends[0]", MistakeKind.NotTogether, "switched to TLS there")]
    [InlineData("adminPassword: swordfish", "adminPassword: swordfish\n      pendingEdits: [\"a\\tb\"]", "nodes[2].proxysql.pendingEdits[0]", MistakeKind.Invalid, "take it out")]
    [InlineData("adminPassword: swordfish", "adminPassword: swordfish\n      fallbackUsers: ['']", "nodes[2].proxysql.fallbackUsers[0]", MistakeKind.Invalid, "take it out")]
    [InlineData("kind: mysql", "kind: mysql\n    abandon: true", "nodes[2].proxysql.backends[1].node", MistakeKind.NotTogether, "take this entry out")]
    [InlineData("kind: proxysql", "kind: proxysql\n    database: { port: 3306 }", "nodes[2].database", MistakeKind.NotTogether, "is for a database")]
    [InlineData("kind: proxysql", "kind: proxysql\n    restart: forbidden", "nodes[2].restart", MistakeKind.NotTogether, "is for a database")]
    [InlineData("kind: proxysql", "kind: proxysql\n    withoutProxy: true", "nodes[2].withoutProxy", MistakeKind.NotTogether, "is for a database")]
    [InlineData("kind: proxysql", "kind: proxysql\n    adopt: true", "nodes[2].adopt", MistakeKind.NotTogether, "is for a database")]
    public void Names_key_and_cure(string right, string wrong, string path, MistakeKind kind, string cure)
    {
        var mistake = StackFile.MistakeIn(ProxyFile.With(right, wrong), ProxyFile.Encrypted);

        Assert.Equal((path, kind), (mistake.Path, mistake.Kind));
        Assert.Contains(cure, mistake.Sentence);
    }

    [Fact]
    public void A_password_in_plain_text_is_refused_without_being_repeated()
    {
        var mistake = StackFile.MistakeIn(ProxyFile.Text, "proof");

        Assert.Equal(("nodes[2].proxysql.adminPassword", MistakeKind.NotEncrypted), (mistake.Path, mistake.Kind));
        Assert.DoesNotContain("swordfish", mistake.Sentence);
    }

    [Fact]
    public void A_proxy_without_its_section_is_told_where_to_start()
    {
        var config = ProxyFile.Text[..ProxyFile.Text.IndexOf("    proxysql:", StringComparison.Ordinal)];

        var mistakes = StackFile.MistakesIn(config);

        Assert.Equal(
            ["nodes[2].proxysql.backends", "nodes[2].proxysql.adminPassword", "nodes[0].withoutProxy", "nodes[1].withoutProxy"],
            mistakes.Select(mistake => mistake.Path));
    }

    [Fact]
    public void A_proxy_whose_backends_are_left_out_of_the_stack_says_so_with_an_empty_list()
    {
        var config = ProxyFile.Text[..ProxyFile.Text.IndexOf("      backends:", StringComparison.Ordinal)]
            .Replace("kind: mariadb", "kind: mariadb\n    withoutProxy: true").Replace("kind: mysql", "kind: mysql\n    withoutProxy: true");

        Assert.Equal("nodes[2].proxysql.backends", StackFile.MistakeIn(config, ProxyFile.Encrypted).Path);
        Assert.Empty(StackFile.MistakesIn(config + "      backends: []\n", ProxyFile.Encrypted));
    }

    [Fact]
    public void A_proxy_without_a_kind_is_known_by_its_section()
    {
        var mistakes = StackFile.MistakesIn(ProxyFile.With("kind: proxysql", "requireSecureTransport: off").Replace("node: db2", "node: db3"), ProxyFile.Encrypted);

        Assert.Equal(["nodes[2].kind", "nodes[2].proxysql.backends[1].node"], mistakes.Select(mistake => mistake.Path));
    }

    [Fact]
    public void All_of_them_at_once()
    {
        var mistakes = StackFile.MistakesIn("""
            nodes:
              - name: db1
                kind: mysql
                hostname: db1.example.com
                requireSecureTransport: enforced
                allowedPlaintextClients: [app]
                ssh: { host: 10.0.0.11, acceptUnknownHostKey: true }
              - name: proxy
                kind: proxysql
                hostname: proxy.example.com
                ssh: { host: 10.0.0.21, acceptUnknownHostKey: true }
                database: { port: 3306 }
                proxysql:
                  adminPasswort: swordfish
                  backends: [{ node: db2 }, { node: proxy }]
                  otherBackends: [elsewhere]
            accounts:
              - { user: root, require: SSL }
              - { user: app, require: subject }
              - { user: app, require: SSL, authentication: certificateOnly }
              - { require: SSL, nodes: [proxy] }
            handOut: { folder: C:\clients }
            """);

        Approved.Text(MistakeList.Render("dev", mistakes) + "\n");
    }
}
