using EncryptionInTransit.Lab;
using EncryptionInTransit.Lab.Faults;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>Members of a cluster: one after the other, and at no moment is one restarted that would not find the others.</summary>
[Collection(NodeKind.MariaDb1011Galera)]
[Trait("Scope", "thorough")]
public sealed class Galera(GaleraCluster cluster)
{
    private const string Topology = "galera";

    [Fact]
    public async Task EachIsAMember_AndTheClusterIsComplete_AfterEachStep()
    {
        foreach (var (tool, _) in cluster.Members)
            Assert.Equal("role: member\ncluster-size: 2\n", (await tool.RoleAsync(Topology)).MustSucceed().Output);

        foreach (var (tool, certificates) in cluster.Members)
        {
            (await tool.ActivateAsync(await tool.PrepareAsync(certificates), certificates, topology: Topology)).MustSucceed();
            // No waiting: the activation has.
            Assert.Equal("2 Synced", await GaleraCluster.StatusAsync(tool));
            Assert.Equal(certificates.Fingerprint, await tool.ServedAsync());
        }

        foreach (var (tool, _) in cluster.Members)
        {
            (await tool.ReleaseAsync()).MustSucceed();
            Assert.Equal("2 Synced", await GaleraCluster.StatusAsync(tool));
        }
    }

    [Fact]
    public async Task TheLastMemberThatRuns_IsNotRestarted()
    {
        var (one, two) = (cluster.Members[0], cluster.Members[1]);
        var claim = await one.Tool.PrepareAsync(one.Certificates);
        await using (await two.Tool.Node.StopDatabaseAsync())
        {
            var pid = await one.Tool.Node.DatabasePidAsync();
            var before = await one.Tool.ServerAndFilesAsync();

            var refused = await one.Tool.ActivateAsync(claim, one.Certificates, topology: Topology);

            NodeToolTest.AssertFailed(1, refused, "a restart is needed; nothing was touched", "it is the only member of its cluster");
            Assert.Equal(before, await one.Tool.ServerAndFilesAsync());
            Assert.Equal(pid, await one.Tool.Node.DatabasePidAsync());
        }
        await cluster.MustBeCompleteAsync();
        (await one.Tool.ReleaseAsync()).MustSucceed();
    }

    [Fact]
    public async Task AMemberThatIsNotSynced_IsRefused()
    {
        var (one, two) = (cluster.Members[0], cluster.Members[1]);
        var claim = await one.Tool.PrepareAsync(one.Certificates);
        await one.Tool.Node.QueryAsync("SET GLOBAL wsrep_desync = ON");

        NodeToolTest.AssertFailed(1, await one.Tool.ActivateAsync(claim, one.Certificates, topology: Topology),
            "this node is not well, and its group goes no further; nothing was touched", "wsrep_cluster_status: Primary, wsrep_local_state_comment: Donor/Desynced");

        await one.Tool.Node.QueryAsync("SET GLOBAL wsrep_desync = OFF");
        await cluster.MustBeCompleteAsync();
        (await one.Tool.ReleaseAsync()).MustSucceed();
        Assert.Equal("role: member\ncluster-size: 2\n", (await two.Tool.RoleAsync(Topology)).MustSucceed().Output);
    }
}
