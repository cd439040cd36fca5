using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Configuration;

/// <summary>Each mistake that can be seen in a group.</summary>
public class MistakeInAGroup
{
    [Theory]
    [InlineData("{ topology: replication, nodes: [db1, db2] }", "groups[0].name", MistakeKind.Missing, "config set --path 'encryption-in-transit:groups[0].name' 'orders'")]
    [InlineData("{ name: orders, nodes: [db1, db2] }", "groups[0].topology", MistakeKind.Missing, "config set")]
    [InlineData("{ name: orders, topology: ring, nodes: [db1, db2] }", "groups[0].topology", MistakeKind.NotOneOf, "standalone, replication, galera")]
    [InlineData("{ name: orders, topology: replication }", "groups[0].nodes", MistakeKind.Missing, "The names of its database nodes")]
    [InlineData("{ name: orders, topology: replication, nodes: [db1] }", "groups[0].nodes", MistakeKind.Invalid, "has one node; replication takes two. Name the others, or set topology to standalone.")]
    [InlineData("{ name: orders, topology: replication, nodes: [] }", "groups[0].nodes", MistakeKind.Invalid, "has no node")]
    [InlineData("{ name: orders, topology: replication, nodes: [db1, db3] }", "groups[0].nodes[1]", MistakeKind.NotOneOf, "'db3' is no database node of this stack. Did you mean 'db")]
    [InlineData("{ name: orders, topology: galera, nodes: [db1, db2] }", "groups[0].nodes[1]", MistakeKind.NotTogether, "'db2' is of kind mysql, which has no Galera")]
    [InlineData("{ name: orders, topology: replication, nodes: [db1, db2], restart: never }", "groups[0].restart", MistakeKind.NotOneOf, "allowed, forbidden")]
    [InlineData("{ name: a, topology: standalone, nodes: [db1] }, { name: b, topology: standalone, nodes: [db1] }", "groups[1].nodes[0]", MistakeKind.Duplicate, "is at groups[0].nodes[0] already. A node belongs to one group at most")]
    [InlineData("{ name: a, topology: standalone, nodes: [db1] }, { name: A, topology: standalone, nodes: [db2] }", "groups[1].name", MistakeKind.Duplicate, "Give each group a name of its own")]
    [InlineData("{ name: a, topology: standalone, nodes: [db1, db2], encryptStreams: true }", "groups[0].encryptStreams", MistakeKind.NotTogether, "is true, and topology is standalone: there are no streams")]
    public void Is_told_with_its_cure(string groups, string path, MistakeKind kind, string cure)
    {
        var mistake = StackFile.MistakeIn($"{StackFile.TwoNodes}groups: [{groups}]\n");

        Assert.Equal((path, kind), (mistake.Path, mistake.Kind));
        Assert.Contains(cure, mistake.Sentence);
    }

    [Fact]
    public void A_proxy_is_in_no_group()
    {
        var mistake = StackFile.MistakeIn($"{ProxyFile.Text}groups: [{{ name: orders, topology: replication, nodes: [db1, db2, proxy] }}]\n", ProxyFile.Encrypted);

        Assert.Equal("groups[0].nodes[2]", mistake.Path);
        Assert.Contains("Take it out", mistake.Sentence);
    }

    [Fact]
    public void Percona_Server_and_MariaDB_have_Galera() =>
        Assert.Equal(Topology.Galera, StackFile.Read($"{StackFile.With("kind: mysql", "kind: percona")}groups: [{{ name: c, topology: galera, nodes: [db1, db2] }}]\n").Groups[0].Topology);

    [Fact]
    public void Percona_XtraDB_Cluster_encrypts_its_streams_by_itself()
    {
        var mistake = StackFile.MistakeIn($"{StackFile.With("kind: mysql", "kind: percona")}groups: [{{ name: c, topology: galera, nodes: [db1, db2], encryptStreams: true }}]\n");

        Assert.Equal(("groups[0].encryptStreams", MistakeKind.NotTogether), (mistake.Path, mistake.Kind));
        Assert.Contains("'db2' is of kind percona", mistake.Sentence);
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData(", restart: forbidden", "", false)]
    [InlineData(", restart: forbidden", "restart: allowed", true)]
    [InlineData("", "restart: forbidden", false)]
    public void Restart_is_that_of_the_node_else_that_of_its_group(string ofGroup, string ofNode, bool allowed) =>
        Assert.Equal(allowed, StackFile.Read(
            $"{StackFile.With("kind: mysql", $"kind: mysql\n    {ofNode}")}groups: [{{ name: orders, topology: replication, nodes: [db1, db2]{ofGroup} }}]\n").Nodes[1].Args.RestartAllowed);
}
