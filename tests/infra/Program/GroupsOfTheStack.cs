using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Program;

/// <summary>What a configuration with groups registers.</summary>
[Collection("Deployment")]
public class GroupsOfTheStack
{
    [Theory]
    // the group, what stands at db2; whether the nodes are asked what they are
    [InlineData("topology: replication", "", true)]
    [InlineData("topology: standalone", "", false)]
    // One that is left alone has nobody to wait for.
    [InlineData("topology: replication", "abandon: true", false)]
    public async Task Only_nodes_that_wait_for_each_other_are_asked_what_they_are(string topology, string more, bool asked)
    {
        var run = new ProgramRun();
        run.Engine.Had("db2-claim", "db2-role");

        await run.UpAsync($"{StackFile.With("kind: mysql", $"kind: mysql\n    {more}")}groups: [{{ name: orders, {topology}, nodes: [db1, db2] }}]\n", preview: true);

        Assert.Equal(asked, run.Engine.Registrations.ContainsKey("db1-role"));
        Assert.Equal(asked, ((string)run.Engine.Registrations["db1-server-tls"].Inputs["stdin"]).Contains("\ntopology: replication\n"));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task Streams_are_encrypted_on_request(string encryptStreams, bool encrypted)
    {
        var run = new ProgramRun();

        await run.UpAsync($"{StackFile.TwoNodes}groups: [{{ name: orders, topology: replication, nodes: [db1, db2], encryptStreams: {encryptStreams} }}]\n", preview: true);

        Assert.Equal(encrypted, run.Engine.Registrations.ContainsKey("db1-replication"));
        Assert.Equal(encrypted, run.Engine.Registrations.ContainsKey("db2-replication"));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task And_so_is_what_the_members_of_a_cluster_say_to_each_other(string encryptStreams, bool encrypted)
    {
        var run = new ProgramRun();

        await run.UpAsync($"{StackFile.With("kind: mysql", "kind: mariadb")}groups: [{{ name: orders, topology: galera, nodes: [db1, db2], encryptStreams: {encryptStreams} }}]\n", preview: true);

        Assert.Equal(encrypted, run.Engine.Registrations.ContainsKey("db1-cluster"));
        Assert.Equal(encrypted, run.Engine.Registrations.ContainsKey("db2-cluster"));
        Assert.False(run.Engine.Registrations.ContainsKey("db1-replication"));
    }
}
