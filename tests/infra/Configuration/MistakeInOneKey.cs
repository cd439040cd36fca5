using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Configuration;

/// <summary>Each mistake that can be seen in the configuration: the message names the key and the cure.</summary>
public class MistakeInOneKey
{
    [Fact]
    public void No_mistake_no_message() => Assert.Empty(StackFile.MistakesIn(StackFile.TwoNodes));

    [Theory]
    // what is broken, by what, the key that is named, the kind, a part of the cure
    [InlineData("name: db1", "kind: mariadb", "nodes[0].name", MistakeKind.Missing, "config set --path 'encryption-in-transit:nodes[0].name' 'db1'")]
    [InlineData("name: db1", "name: 17", "nodes[0].name", MistakeKind.Invalid, "put it in quotes")]
    [InlineData("name: db1\n", "name: my db\n", "nodes[0].name", MistakeKind.Invalid, "letters, digits")]
    [InlineData("name: db2", "name: DB1", "nodes[1].name", MistakeKind.Duplicate, "is at nodes[0].name already")]
    [InlineData("host: 10.0.0.12", "host: 10.0.0.11", "nodes[1].ssh.host", MistakeKind.Duplicate, "is at nodes[0].ssh.host already")]
    [InlineData("host: 10.0.0.12", "host: root@10.0.0.12", "nodes[1].ssh.host", MistakeKind.Invalid, "have keys of their own")]
    [InlineData("host: 10.0.0.12, ", "", "nodes[1].ssh.host", MistakeKind.Missing, "config set --path")]
    [InlineData("kind: mysql", "kind: mysqll", "nodes[1].kind", MistakeKind.NotOneOf, "mariadb, mysql, percona")]
    [InlineData("hostname: db2.example.com", "hostname: db2_example", "nodes[1].hostname", MistakeKind.Invalid, "Write the name that clients connect to")]
    [InlineData("hostname: db2.example.com", "hostname: 300.1.1.1", "nodes[1].hostname", MistakeKind.Invalid, "neither a DNS name nor an IP address")]
    [InlineData("hostname: db2.example.com", "hostname: '*.example.com'", "nodes[1].hostname", MistakeKind.Invalid, "neither a DNS name nor an IP address")]
    [InlineData("hostname: db2.example.com", "hostname: a-name-of-more-than-fifty-six-letters.databases.example.com", "nodes[1].hostname", MistakeKind.Invalid, "under alternativeNames")]
    [InlineData("kind: mysql", "kind: mysql\n    alternativeNames: [ok.example.com, 'not ok']", "nodes[1].alternativeNames[1]", MistakeKind.Invalid, "Correct it, or take it out")]
    [InlineData("kind: mysql", "kind: mysql\n    alternativeNames: ok.example.com", "nodes[1].alternativeNames", MistakeKind.Invalid, "must be a list")]
    [InlineData("kind: mysql", "kind: mysql\n    hostnam: x", "nodes[1].hostnam", MistakeKind.Unknown, "Did you mean 'hostname'?")]
    [InlineData("kind: mysql", "kind: mysql\n    colour: red", "nodes[1].colour", MistakeKind.Unknown, "The keys here are name, kind, hostname")]
    [InlineData("kind: mysql", "kind: mysql\n    restart: never", "nodes[1].restart", MistakeKind.NotOneOf, "allowed, forbidden")]
    [InlineData("kind: mysql", "kind: mysql\n    requireSecureTransport: 'yes'", "nodes[1].requireSecureTransport", MistakeKind.NotOneOf, "off, audit, on")]
    [InlineData("kind: mysql", "kind: mysql\n    requireSecureTransport: 2", "nodes[1].requireSecureTransport", MistakeKind.Invalid, "a text: put it in quotes")]
    [InlineData("kind: mysql", "kind: mysql\n    allowedPlaintextClients: [app]", "nodes[1].allowedPlaintextClients[0]", MistakeKind.Invalid, "USER@*")]
    [InlineData("kind: mysql", "kind: mysql\n    allowedPlaintextClients: app@10.0.0.5", "nodes[1].allowedPlaintextClients", MistakeKind.Invalid, "must be a list")]
    [InlineData("kind: mysql", "kind: mysql\n    proxysql: { backends: [] }", "nodes[1].proxysql", MistakeKind.NotTogether, "this node is mysql. Take it out, or correct the kind")]
    [InlineData("kind: mysql", "kind: mysql\n    withoutProxy: 'yes'", "nodes[1].withoutProxy", MistakeKind.Invalid, "true or false, without quotes")]
    [InlineData("kind: mysql", "kind: mysql\n    reissue: { server: 0 }", "nodes[1].reissue.server", MistakeKind.Invalid, "the least is 1")]
    [InlineData("kind: mysql", "kind: mysql\n    reissue: 2", "nodes[1].reissue", MistakeKind.Invalid, "a section with the keys all, server, client")]
    [InlineData("kind: mysql", "kind: mysql\n    formerly: db2", "nodes[1].formerly", MistakeKind.Invalid, "Write the one that it had")]
    [InlineData("kind: mysql", "kind: mysql\n    formerly: db1", "nodes[1].formerly", MistakeKind.NotTogether, "'db1' is the name of nodes[0]")]
    [InlineData("kind: mysql", "kind: mysql\n    abandon: 'yes'", "nodes[1].abandon", MistakeKind.Invalid, "true or false, without quotes")]
    [InlineData("kind: mysql", "kind: mysql\n    database: { port: 70000 }", "nodes[1].database.port", MistakeKind.Invalid, "from 1 to 65535")]
    [InlineData("kind: mysql", "kind: mysql\n    database: { port: '3306' }", "nodes[1].database.port", MistakeKind.Invalid, "a whole number, without quotes")]
    [InlineData("kind: mysql", "kind: mysql\n    database: { host: 'db:3306' }", "nodes[1].database.host", MistakeKind.Invalid, "keys of their own")]
    public void In_a_node(string right, string wrong, string path, MistakeKind kind, string cure)
    {
        var config = right == "name: db1" && wrong.StartsWith("kind", StringComparison.Ordinal)
            ? StackFile.With("name: db1\n    kind: mariadb", "kind: mariadb")
            : StackFile.With(right, wrong);

        var mistake = StackFile.MistakeIn(config);

        Assert.Equal((path, kind), (mistake.Path, mistake.Kind));
        Assert.Contains(cure, mistake.Sentence);
    }

    [Fact]
    public void Two_nodes_that_had_one_name()
    {
        var mistake = StackFile.MistakeIn(StackFile.TwoNodes.Replace("    kind:", "    formerly: old\n    kind:"));

        Assert.Equal(("nodes[1].formerly", MistakeKind.Duplicate), (mistake.Path, mistake.Kind));
        Assert.Contains("'old' is at nodes[0].formerly already", mistake.Sentence);
    }

    [Theory]
    [InlineData("certificates: { validityHours: 87600 }", "certificates.validityHours", "must not outlive its CA. Set validityHours to less than 87599, or raise caValidityHours")]
    [InlineData("certificates: { caValidityHours: 24, validityHours: 48, earlyRenewalHours: 1 }", "certificates.validityHours", "must not outlive its CA")]
    [InlineData("certificates: { validityHours: 100, earlyRenewalHours: 100 }", "certificates.earlyRenewalHours", "made anew by every run. Set it to less than 100")]
    [InlineData("certificates: { rsaBits: 1024 }", "certificates.rsaBits", "from 2048 to 4096")]
    [InlineData("certificates: { rsaBits: 2049 }", "certificates.rsaBits", "2048, 3072 or 4096")]
    [InlineData("certificates: { algorithm: ECDSA, rsaBits: 2048 }", "certificates.rsaBits", "Take it out")]
    [InlineData("certificates: { ecdsaCurve: P384 }", "certificates.ecdsaCurve", "set algorithm to ECDSA")]
    [InlineData("certificates: { algorithm: ed25519 }", "certificates.algorithm", "RSA, ECDSA")]
    [InlineData("certificates: { country: Germany }", "certificates.country", "two capital letters")]
    [InlineData("tls: { minimumVersion: TLSv1.1 }", "tls.minimumVersion", "TLSv1.2, TLSv1.3")]
    [InlineData("tls: { ciphers: [] }", "tls.ciphers", "Name a cipher")]
    [InlineData("tls: { ciphers: [ECDHE-RSA-AES256-GCM-SHA384, DHE-RSA-AES256-SHA] }", "tls.ciphers[1]", "MySQL (db2), which would not start. All kinds take ECDHE")]
    [InlineData("tls: { ciphers: [ECDHE-RSA-AES256-GCM-SHA384, TLS_AES_256_GCM_SHA384] }", "tls.ciphers[1]", "a cipher of TLS 1.3, which this list does not affect")]
    [InlineData("tls: { ciphers: [ECDHE-ECDSA-AES256-GCM-SHA384] }", "tls.ciphers", "none for RSA certificates: no TLS 1.2 client would get in. Add ECDHE-RSA-AES256-GCM-SHA384")]
    [InlineData("proof: { user: proof }", "proof.password", "config set --secret --path 'encryption-in-transit:proof.password'")]
    [InlineData("reissue: { all: 1.5 }", "reissue.all", "a whole number")]
    [InlineData("reisue: { all: 2 }", "reisue", "Did you mean 'reissue'?")]
    [InlineData("tls: hello", "tls", "a section with the keys requireSecureTransport, allowedPlaintextClients, ciphers, minimumVersion")]
    [InlineData("ssh: { hostKey: x }", "ssh.hostKey", "is not a key")]
    [InlineData("tls: { requireSecureTransport: onn }", "tls.requireSecureTransport", "'onn' is not one of off, audit, on")]
    [InlineData("tls: { allowedPlaintextClients: ['app@'] }", "tls.allowedPlaintextClients[0]", "write USER@HOST")]
    [InlineData("tls: { allowedPlaintextClients: ['@10.0.0.5'] }", "tls.allowedPlaintextClients[0]", "write USER@HOST")]
    [InlineData("tls: { allowedPlaintextClients: [\"app\\tx@*\"] }", "tls.allowedPlaintextClients[0]", "write USER@HOST")]
    [InlineData("handOut: { folder: clients }", "handOut.folder", "no absolute path")]
    public void Of_all_nodes(string section, string path, string cure)
    {
        var mistake = StackFile.MistakeIn(StackFile.TwoNodes + section);

        Assert.Equal(path, mistake.Path);
        Assert.Contains(cure, mistake.Sentence);
    }

    [Fact]
    public void No_nodes_at_all() => Assert.Contains("is missing", StackFile.MistakeIn("tls: { }").ToString());

    [Fact]
    public void An_empty_list_of_nodes() => Assert.Contains("./pulumiw destroy", StackFile.MistakeIn("nodes: []").ToString());

    [Fact]
    public void A_list_of_nodes_that_is_a_text() => Assert.Equal("nodes", StackFile.MistakeIn("nodes: db1").Path);
}
