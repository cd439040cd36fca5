using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Groups;

/// <summary>What the nodes of a group wait for.</summary>
[Collection("Deployment")]
public class GroupAsRegistered
{
    private static readonly Dictionary<string, string> Chain = new()
    {
        ["db1"] = "role: replica\nserver-id: 1\nsource: 10.0.0.2:3306\nsource-id: 2",
        ["db2"] = "role: replica\nserver-id: 2\nsource: 10.0.0.3:3306\nsource-id: 3",
        ["db3"] = "role: primary\nserver-id: 3\nreplicas: 1",
    };

    [Fact]
    public async Task Activations_go_from_the_last_replica_to_the_primary_and_claims_the_other_way_round()
    {
        var group = await Registered();

        Assert.Equal(["db1-claim", "db1-files"], await group.DependsOn("db1-server-tls"));
        Assert.Equal(["db2-claim", "db2-files", "db1-server-tls"], await group.DependsOn("db2-server-tls"));
        Assert.Equal(["db3-claim", "db3-files", "db2-server-tls"], await group.DependsOn("db3-server-tls"));
        Assert.Equal(["db3-tool", "db1-role", "db2-role", "db3-role"], await group.DependsOn("db3-claim"));
        Assert.Equal(["db2-tool", "db1-role", "db2-role", "db3-role", "db3-claim"], await group.DependsOn("db2-claim"));
        Assert.Equal(["db1-tool", "db1-role", "db2-role", "db3-role", "db2-claim"], await group.DependsOn("db1-claim"));
        Assert.Equal(["db1-tool"], await group.DependsOn("db1-role"));
    }

    [Fact]
    public async Task Members_of_a_cluster_go_as_configured()
    {
        var group = await Registered(Topology.Galera);

        Assert.Equal(["db2-claim", "db2-files", "db1-server-tls"], await group.DependsOn("db2-server-tls"));
        Assert.Contains("db3-claim", await group.DependsOn("db2-claim"));
        Assert.Contains("\ntopology: galera\n", group.Text("db1-role", "stdin"));
        Assert.Contains("\ntopology: galera\n", group.Text("db1-server-tls", "stdin"));
    }

    [Fact]
    public async Task A_node_that_did_not_say_what_it_is_holds_up_all()
    {
        var group = await Registered(prepare: engine => engine.Skip("db2-role"));

        foreach (var node in Chain.Keys)
        {
            Assert.Equal([$"{node}-tool", "db1-role", "db2-role", "db3-role"], await group.DependsOn($"{node}-claim"));
            Assert.Equal([$"{node}-claim", $"{node}-files"], await group.DependsOn($"{node}-server-tls"));
        }
    }

    [Fact]
    public async Task Nobody_waits_for_an_abandoned_node()
    {
        var group = await Registered(history: new() { IsAbandoned = true, Resources = new HashSet<string> { "db2-claim", "db2-role" } });

        Assert.Equal(["db3-tool", "db1-role", "db3-role"], await group.DependsOn("db3-claim"));
        Assert.Empty((await group.DependsOn("db2-claim")).Except(["db2-tool"]));
        Assert.Contains("stdin", group.Options("db2-role").IgnoreChanges);
    }

    [Fact]
    public async Task Clients_are_refused_only_after_all_activations()
    {
        var group = await Registered(phase: SecureTransportPhase.On);

        Assert.Equal(["db3-claim", "db3-server-tls", "db1-server-tls", "db2-server-tls", "db3-server-tls"], await group.DependsOn("db3-clients"));
    }

    [Fact]
    public async Task All_are_asked_anew_exactly_when_something_is_asked_of_one()
    {
        var before = await Registered();
        var same = await Registered();
        var changed = await Registered(change: args => args with { Tls = new() { Tls13Only = true } });

        foreach (var role in Chain.Keys.Select(node => $"{node}-role"))
        {
            Assert.Equal(before.Text(role, "stdin"), same.Text(role, "stdin"));
            Assert.NotEqual(before.Text(role, "stdin"), changed.Text(role, "stdin"));
        }
        Assert.Matches("^request: 1\nserver: mariadb\ntopology: replication\nmoment: [0-9a-f]{64}\nend: 1\n$", before.Text("db1-role", "stdin"));
    }

    [Fact]
    public async Task A_key_that_is_made_on_the_node_under_its_claim_is_not_waited_for()
    {
        var group = await Registered(change: OnNode);
        var another = await Registered(change: args => OnNode(args with { Certificates = args.Certificates with { Reissue = new(1, 2, 1) } }));

        Assert.Equal(["db3-claim", "db3-files", "db2-server-tls"], await group.DependsOn("db3-server-tls"));
        Assert.NotEqual(group.Text("db1-role", "stdin"), another.Text("db1-role", "stdin"));

        static EncryptedNodeArgs OnNode(EncryptedNodeArgs args) => args with { Certificates = args.Certificates with { ServerKey = KeyPlace.Node } };
    }

    [Fact]
    public async Task Replicas_are_encrypted_when_all_nodes_have_tls_and_before_any_of_them_refuses_plaintext()
    {
        var group = await Registered(phase: SecureTransportPhase.On, encryptsStreams: true);

        string[] nodes = ["db1", "db2", "db3"];
        foreach (var node in nodes)
        {
            Assert.Superset(nodes.Select(one => $"{one}-server-tls").ToHashSet(), (await group.DependsOn($"{node}-replication")).ToHashSet());
            Assert.Superset(nodes.Select(one => $"{one}-replication").ToHashSet(), (await group.DependsOn($"{node}-clients")).ToHashSet());
        }
        Assert.Equal("encryption-in-transit restore-replication", group.Text("db1-replication", "delete")[^"encryption-in-transit restore-replication".Length..]);
    }

    [Fact]
    public async Task Members_of_a_cluster_take_nothing_but_TLS_one_after_the_other_when_all_of_them_offer_it()
    {
        var group = await Registered(Topology.Galera, SecureTransportPhase.On, encryptsStreams: true);

        string[] offers = ["db1-member", "db2-member", "db3-member"];
        string[] transfers = ["db1-transfers", "db2-transfers", "db3-transfers"];
        // A member that is restarted needs another one that transfers as it does.
        Assert.Equal(["db1-claim", .. offers], await group.DependsOn("db1-transfers"));
        Assert.Equal(["db3-claim", .. offers], await group.DependsOn("db3-transfers"));
        // Back to plaintext, one after the other, when all transfer in the clear.
        Assert.Equal(["db1-claim", "db1-server-tls"], await group.DependsOn("db1-member"));
        Assert.Equal(["db3-claim", "db3-server-tls", "db2-member"], await group.DependsOn("db3-member"));
        Assert.Equal(["db1-claim", .. transfers], await group.DependsOn("db1-cluster"));
        Assert.Equal(["db2-claim", .. transfers, "db1-cluster"], await group.DependsOn("db2-cluster"));
        Assert.Equal(["db3-claim", .. transfers, "db2-cluster"], await group.DependsOn("db3-cluster"));
        Assert.Superset(new HashSet<string> { "db1-cluster", "db2-cluster", "db3-cluster" }, (await group.DependsOn("db1-clients")).ToHashSet());
        Assert.EndsWith("encryption-in-transit restore-cluster", group.Text("db1-cluster", "delete"));
        Assert.EndsWith("encryption-in-transit restore-transfers", group.Text("db1-transfers", "delete"));
        Assert.EndsWith("encryption-in-transit restore-member", group.Text("db1-member", "delete"));
        // The restart that releases the claim takes it along; what comes before is undone for the other members' sake.
        Assert.Equal("db1-claim", group.Options("db1-member").DeletedWith?.GetResourceName());
        Assert.Null(group.Options("db1-transfers").DeletedWith);
        Assert.Null(group.Options("db1-cluster").DeletedWith);
        Assert.Contains("\ncluster-members: 3\n", group.Text("db1-cluster", "stdin"));
        Assert.Contains("\ncluster-members: 3\n", group.Text("db1-server-tls", "stdin"));
        Assert.Contains("\nrestart: allowed\n", group.Text("db1-cluster", "stdin"));
    }

    [Theory]
    [InlineData(Topology.Galera, "cluster")]
    [InlineData(Topology.Replication, "replication")]
    public async Task All_nodes_that_verify_each_other_know_all_CAs_before_one_of_them_shows_a_new_certificate(Topology topology, string streams)
    {
        var group = await Registered(topology, encryptsStreams: true);

        Assert.Superset(new HashSet<string> { "db1-files", "db2-files", "db3-files" }, (await group.DependsOn("db2-server-tls")).ToHashSet());
        foreach (var (node, command, file) in new[] { ("db1", "files", $"{streams}/root.crt"), ("db2", streams, "root.crt") })
        {
            var bundle = NodeRequest.FileIn(group.Text($"{node}-{command}", "stdin"), file);
            Assert.Equal(3, bundle!.Split("BEGIN CERTIFICATE").Length - 1);
        }
    }

    [Theory]
    [InlineData(Topology.Galera, true, "server_auth client_auth")]
    [InlineData(Topology.Galera, false, "server_auth client_auth")]
    [InlineData(Topology.Replication, true, "server_auth")]
    public async Task A_member_of_a_cluster_is_a_client_of_the_others_also_before_they_talk_over_TLS(Topology topology, bool encryptsStreams, string usages)
    {
        var group = await Registered(topology, encryptsStreams: encryptsStreams);

        var uses = (System.Collections.IEnumerable)group.Inputs("db1-server-certificate")["allowedUses"];
        Assert.Equal(usages, string.Join(' ', uses.Cast<string>().Where(use => use.EndsWith("_auth", StringComparison.Ordinal))));
    }

    /// <param name="change">Of db3.</param>
    /// <param name="history">Of db2.</param>
    private static Task<RegisteredNode> Registered(
        Topology topology = Topology.Replication, SecureTransportPhase phase = SecureTransportPhase.Off, NodeHistory? history = null,
        Func<EncryptedNodeArgs, EncryptedNodeArgs>? change = null, Action<FakeEngine>? prepare = null, bool encryptsStreams = false) =>
        RegisteredNode.AsRegistered(
            options =>
            {
                var group = new NodeGroup("orders", topology, encryptsStreams);
                var args = RegisteredNode.Args with { Group = group, Tls = new() { RequireSecureTransport = phase } };
                EncryptedNode[] nodes =
                [
                    new("db1", args, options()),
                    new("db2", args with { History = history ?? new() }, options()),
                    new("db3", change?.Invoke(args) ?? args, options()),
                ];
                group.Complete();
                if (phase != SecureTransportPhase.Off)
                    _ = nodes.Select(node => new ClientAuthentication(node, new(), options())).ToList();
            },
            prepare: engine =>
            {
                foreach (var (node, role) in Chain)
                    engine.Print($"{node}-role", role);
                prepare?.Invoke(engine);
            });
}
