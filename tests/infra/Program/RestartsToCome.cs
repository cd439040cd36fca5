using EncryptionInTransit.Infra.Renewing;
using EncryptionInTransit.Infra.Restarting;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Program;

/// <summary>Which servers are going to be restarted, as far as the stack's state tells.</summary>
public class RestartsToCome
{
    [Fact]
    public void MariaDB_is_restarted_the_first_time_and_MySQL_never() =>
        Assert.Equal(["db1 is going to be restarted: MariaDB takes ssl_cert only at its start."], Sentences(StackFile.TwoNodes, before: null));

    [Fact]
    public void Nobody_is_restarted_when_nothing_changes_or_only_what_a_reload_brings()
    {
        Assert.Empty(Sentences(StackFile.TwoNodes, StackFile.TwoNodes));
        Assert.Empty(Sentences($"{StackFile.TwoNodes}reissue: {{ all: 2 }}\ntls: {{ requireSecureTransport: on }}\n", StackFile.TwoNodes));
    }

    [Theory]
    [InlineData("tls: { minimumVersion: TLSv1.3 }", "", "MariaDB takes tls_version only at its start: it runs with what it had before, the file will say \"TLSv1.3\".")]
    [InlineData("", "tls: { minimumVersion: TLSv1.3 }", "MariaDB takes tls_version only at its start: it runs with \"TLSv1.3\", the file will say what it had before.")]
    [InlineData("tls: { ciphers: [ECDHE-RSA-AES128-GCM-SHA256] }", "tls: { ciphers: [ECDHE-RSA-AES256-GCM-SHA384] }",
        "MariaDB takes ssl_cipher only at its start: it runs with \"ECDHE-RSA-AES256-GCM-SHA384\", the file will say \"ECDHE-RSA-AES128-GCM-SHA256\".")]
    public void MariaDB_is_restarted_for_what_it_takes_only_at_its_start(string now, string before, string reason) =>
        Assert.Equal([$"db1 is going to be restarted: {reason}"], Sentences($"{StackFile.TwoNodes}{now}\n", $"{StackFile.TwoNodes}{before}\n"));

    [Fact]
    public void A_node_that_is_renamed_is_known_by_the_name_that_it_had() =>
        Assert.Empty(Sentences(StackFile.With("- name: db1", "- name: new1\n    formerly: db1"), StackFile.TwoNodes));

    [Theory]
    [InlineData("restart: forbidden", false)]
    [InlineData("restart: allowed", true)]
    public void Where_it_is_forbidden_that_is_known(string key, bool allowed) =>
        Assert.Equal(allowed, Assert.Single(Of(StackFile.With("kind: mariadb", $"kind: mariadb\n    {key}"), before: null)).IsAllowed);

    [Fact]
    public void Nobody_restarts_an_abandoned_node() =>
        Assert.Empty(Sentences(StackFile.With("kind: mariadb", "kind: mariadb\n    abandon: true"), before: null));

    [Fact]
    public void Members_of_a_cluster_are_restarted_once_more_until_they_take_TLS_alone()
    {
        const string once = "MariaDB takes ssl_cert only at its start";
        const string offered = "Galera takes socket.ssl only at its start";
        const string more = "once more, when all members of its group take TLS: only at its start Galera learns that it is to take nothing else";
        var plain = $"{StackFile.With("kind: mysql", "kind: mariadb")}groups: [{{ name: c, topology: galera, nodes: [db1, db2] }}]\n";
        var encrypted = plain.Replace("[db1, db2]", "[db1, db2], encryptStreams: true", StringComparison.Ordinal);

        Assert.Equal([.. Restarts($"{once}; {offered}", more)], Sentences(encrypted, before: null));
        Assert.Equal([.. Restarts(offered, more)], Sentences(encrypted, plain));
        Assert.Empty(Sentences(encrypted, encrypted));
        Assert.Equal([.. Restarts([.. RestartReasons.OfMemberGoingBack])], Sentences(plain, encrypted));

        static IEnumerable<string> Restarts(params string[] reasons) =>
            from node in new[] { "db1", "db2" } from reason in reasons select $"{node} is going to be restarted: {reason}.";
    }

    [Fact]
    public void A_server_that_joins_a_cluster_that_encrypts_is_restarted_once_and_its_members_are_not()
    {
        var two = $"{StackFile.With("kind: mysql", "kind: mariadb")}groups: [{{ name: c, topology: galera, nodes: [db1, db2], encryptStreams: true }}]\n";
        var newcomer = $"  - {{ name: db3, kind: mariadb, hostname: db3.example.com, ssh: {{ host: 10.0.0.13, hostKey: \"{StackFile.HostKey}\" }} }}\n";
        var three = two.Replace("groups:", $"{newcomer}groups:", StringComparison.Ordinal).Replace("[db1, db2]", "[db1, db2, db3]", StringComparison.Ordinal);

        Assert.Equal(["db3 is going to be restarted: MariaDB takes ssl_cert only at its start."], Sentences(three, two));
    }

    [Theory]
    [InlineData("true", "forbidden", false)]
    [InlineData("false", "allowed", false)]
    [InlineData("false", "forbidden", true)]
    public void Members_go_back_to_plaintext_only_where_they_may_be_restarted(string encryptStreams, string restart, bool refused)
    {
        const string group = "groups: [{ name: c, topology: galera, nodes: [db1, db2], encryptStreams: true }]\n";
        var encrypted = $"{StackFile.With("kind: mysql", "kind: mariadb")}{group}";
        var now = encrypted.Replace("encryptStreams: true", $"encryptStreams: {encryptStreams}, restart: {restart}", StringComparison.Ordinal);

        var mistakes = ClusterReturn.Refused(StackFile.Read(now), Before(encrypted));

        Assert.Equal(refused ? ["encryptStreams of the group of db1", "encryptStreams of the group of db2"] : [], mistakes.Select(mistake => mistake.Path));
    }

    private static IEnumerable<string> Sentences(string now, string? before) => Of(now, before).Select(restart => restart.Sentence);

    /// <param name="before">The configuration of the last up; null if there was none.</param>
    private static IEnumerable<RestartForecast> Of(string now, string? before) => RestartForecast.Of(StackFile.Read(now), Before(before));

    private static IssuedBefore Before(string? before)
    {
        var configuration = before is null ? null : StackFile.Read(before);
        var members = configuration?.Groups.Where(group => group.EncryptStreams).SelectMany(group => group.Nodes).ToList() ?? [];
        var requests = configuration?.Nodes.ToDictionary(
            node => $"{node.Name}-server-tls",
            node => new NodeRequest().Key("claim", "1").OptionalKey("cluster-members", members.Contains(node.Name) ? "2" : null)
                .File("ssl-config.cnf", SslConfigFile.RenderUnenforced(node.Args.Kind, node.Args.Tls)).Text()) ?? [];
        foreach (var member in members)
            requests[$"{member}-cluster"] = "request: 1\n";
        return new IssuedBefore(
            before is null ? new HashSet<string>() : ["db1", "db2", .. members.Select(member => $"{member}-member")],
            new Dictionary<string, DateTimeOffset>(), requests);
    }
}
