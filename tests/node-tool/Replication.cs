using EncryptionInTransit.Lab;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>Nodes of a replication group: what each is, and that it is well before and after it is changed.</summary>
public abstract class Replication(ReplicatingNodes nodes) : IAsyncLifetime
{
    private const string Topology = "replication";

    private NodeSnapshot _primary = null!;
    private NodeSnapshot _replica = null!;

    protected ReplicatingNodes Nodes => nodes;

    public async Task InitializeAsync() => (_primary, _replica) = (await nodes.Primary.Node.SnapshotAsync(), await nodes.Replica.Node.SnapshotAsync());

    public async Task DisposeAsync()
    {
        (await nodes.Replica.ReleaseAsync()).MustSucceed();
        (await nodes.Primary.ReleaseAsync()).MustSucceed();
        Assert.Equal(_replica.ToString(), (await nodes.Replica.Node.SnapshotAsync()).ToString());
        Assert.Equal(_primary.ToString(), (await nodes.Primary.Node.SnapshotAsync()).ToString());
    }

    [Fact]
    public async Task EachSaysWhatItIs_WithoutAClaim_AndChangesNothing()
    {
        var primary = (await nodes.Primary.RoleAsync(Topology)).MustSucceed().Output;
        var replica = (await nodes.Replica.RoleAsync(Topology)).MustSucceed().Output;

        Assert.Equal("role: primary\nserver-id: 1\nread-only: no\nreplicas: 1\n", primary);
        Assert.Equal($"role: replica\nserver-id: 2\nread-only: no\nreplicas: 0\nsource: {nodes.Primary.Node.Address}:3306\nsource-id: 1\n", replica);
        Assert.Equal(_replica.ToString(), (await nodes.Replica.Node.SnapshotAsync()).ToString());
    }

    [Fact]
    public async Task BothAreWell_AfterAnInstallationAndAfterARelease()
    {
        await ActivatedAsync(nodes.Replica, nodes.OfReplica);
        await ActivatedAsync(nodes.Primary, nodes.OfPrimary);

        // No waiting: the activation has.
        Assert.Contains("replicas: 1\n", (await nodes.Primary.RoleAsync(Topology)).MustSucceed().Output, StringComparison.Ordinal);
        await nodes.MustReplicateAsync(1);
        (await nodes.Replica.ReleaseAsync()).MustSucceed();
        (await nodes.Primary.ReleaseAsync()).MustSucceed();
        Assert.Contains("replicas: 1\n", (await nodes.Primary.RoleAsync(Topology)).MustSucceed().Output, StringComparison.Ordinal);
        await nodes.MustReplicateAsync(2);
    }

    [Fact]
    public async Task AReplicaThatIsNotWell_IsRefused_AndNothingIsTouched()
    {
        var claim = await nodes.Replica.PrepareAsync(nodes.OfReplica);
        await nodes.Replica.Node.QueryAsync(nodes.Primary.IsMariaDb ? "STOP SLAVE SQL_THREAD" : "STOP REPLICA SQL_THREAD");
        var before = await nodes.Replica.ServerAndFilesAsync();

        var refused = await nodes.Replica.ActivateAsync(claim, nodes.OfReplica, topology: Topology);

        NodeToolTest.AssertFailed(1, refused, "this node is not well, and its group goes no further; nothing was touched",
            $"replication from {nodes.Primary.Node.Address}:3306 does not run (IO thread: Yes, SQL thread: No)");
        Assert.Equal(before, await nodes.Replica.ServerAndFilesAsync());
        await nodes.Replica.Node.QueryAsync(nodes.Primary.IsMariaDb ? "START SLAVE" : "START REPLICA");
        (await nodes.Replica.ActivateAsync(claim, nodes.OfReplica, topology: Topology)).MustSucceed();
    }

    [Fact]
    public async Task AChangeThatBreaksItsReplication_IsRolledBack()
    {
        var claim = await nodes.Replica.PrepareAsync(nodes.OfReplica);

        // The primary's number: a server does not replicate from itself.
        var broken = await nodes.Replica.ActivateAsync(claim, nodes.OfReplica, ServerConfiguration.Text(extra: "server_id=1"), topology: Topology);

        Assert.Equal(1, broken.ExitCode);
        Assert.Matches("failed: since the change replication from .* does not run .*equal", broken.Error);
        Assert.Contains("rolled back: files, configuration and variables are as they were", broken.Error, StringComparison.Ordinal);
        await nodes.MustReplicateAsync(3);
    }

    [Fact]
    public async Task AReplicaThatFallsBehind_KeepsItsTls_AndTheNextRunWaitsAgain()
    {
        await nodes.Replica.Node.PutFileAsync(ToolFile.PathOnNode, ToolFile.Text.Replace("\nSYNC_LIMIT=600", "\nSYNC_LIMIT=2"), "0755");
        var claim = await nodes.Replica.PrepareAsync(nodes.OfReplica);
        await nodes.ReplicateAsync($"{nodes.Source("DELAY")}=3600");
        await nodes.Primary.Node.QueryAsync("INSERT INTO shop.orders VALUES (4)");

        // Until the replica has the row to wait with, it is not late.
        CommandOutput late;
        var end = DateTime.UtcNow.AddSeconds(60);
        do
            late = await nodes.Replica.ActivateAsync(claim, nodes.OfReplica, topology: Topology);
        while (late.ExitCode == 0 && DateTime.UtcNow < end);

        Assert.Equal(1, late.ExitCode);
        Assert.Matches("but its group goes no further, since after 2 seconds this is still so:\n.*replication from .* is [0-9]+ seconds behind\n", late.Error);
        Assert.Equal(nodes.OfReplica.Fingerprint, await nodes.Replica.ServedAsync());
        await nodes.ReplicateAsync($"{nodes.Source("DELAY")}=0");
        await nodes.MustReplicateAsync(5);
        Assert.Contains("nothing to do\n", (await nodes.Replica.ActivateAsync(claim, nodes.OfReplica, topology: Topology)).MustSucceed().Output, StringComparison.Ordinal);
        await nodes.Replica.PutToolAsync();
    }

    private static async Task ActivatedAsync(ToolNode tool, Certificates certificates) =>
        (await tool.ActivateAsync(await tool.PrepareAsync(certificates), certificates, topology: Topology)).MustSucceed();
}

public sealed class ReplicationOnMariaDb1011(ReplicatingMariaDb1011 nodes) : Replication(nodes), IClassFixture<ReplicatingMariaDb1011>
{
    [Fact]
    public async Task WhereReplicationIsToldNotToStart_ItRunsAfterOurRestart()
    {
        await Nodes.Replica.Node.PutFileAsync("/etc/mysql/mariadb.conf.d/81-by-hand.cnf", "[mysqld]\nskip_slave_start\n");
        await Nodes.Replica.EncryptAsync(Nodes.OfReplica);

        await Nodes.MustReplicateAsync(6);
        (await Nodes.Replica.ReleaseAsync()).MustSucceed();
        await Nodes.MustReplicateAsync(7);
        (await Nodes.Replica.Node.RunAsync("rm /etc/mysql/mariadb.conf.d/81-by-hand.cnf")).MustSucceed();
    }
}

[Trait("Scope", "thorough")]
public sealed class ReplicationOnMySql97(ReplicatingMySql97 nodes) : Replication(nodes), IClassFixture<ReplicatingMySql97>;
