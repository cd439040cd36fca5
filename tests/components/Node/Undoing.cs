using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Node;

/// <summary>What is undone, when, and by whom.</summary>
[Collection("Deployment")]
public class Undoing
{
    [Fact]
    public async Task Nothing_but_claim_and_tool_has_a_delete()
    {
        var node = await RegisteredNode.AsRegistered(RegisteredNode.Args);

        Assert.Equal(["db1-claim", "db1-tool"], node.Commands.Where(name => node.Inputs(name).ContainsKey("delete")).Order());
    }

    [Fact]
    public async Task The_claim_is_in_the_state_before_anything_is_changed()
    {
        var node = await RegisteredNode.AsRegistered(RegisteredNode.Args);

        Assert.Contains("db1-tool", await node.DependsOn("db1-claim"));
        Assert.Contains("db1-claim", await node.DependsOn("db1-files"));
        Assert.Contains("db1-claim", await node.DependsOn("db1-server-tls"));
        Assert.Contains("db1-files", await node.DependsOn("db1-server-tls"));
    }

    [Fact]
    public async Task A_replaced_claim_is_released_before_it_is_made_anew()
    {
        var node = await RegisteredNode.AsRegistered(RegisteredNode.Args);

        Assert.Equal(["db1-claim"], node.Names.Where(name => node.Options(name).DeleteBeforeReplace == true));
    }

    [Fact]
    public async Task A_renamed_node_says_who_it_is_so_that_it_undoes_nothing_of_another()
    {
        var node = await RegisteredNode.AsRegistered(RegisteredNode.Args, "primary");

        Assert.Contains("\nowner: encryption-in-transit/test/primary\n", node.Text("primary-claim", "stdin"));
    }

    [Fact]
    public async Task A_new_claim_runs_files_and_activation_again()
    {
        var node = await RegisteredNode.AsRegistered(RegisteredNode.Args);

        Assert.Contains($"\nclaim: {FakeEngine.ClaimId("db1-claim")}\n", node.Text("db1-files", "stdin"));
        Assert.Contains($"\nclaim: {FakeEngine.ClaimId("db1-claim")}\n", node.Text("db1-server-tls", "stdin"));
    }

    [Fact]
    public async Task One_dead_node_holds_up_no_other()
    {
        var node = await RegisteredNode.AsRegistered(RegisteredNode.Args, "db2");

        foreach (var name in node.Names)
            Assert.All(await node.DependsOn(name), dependency => Assert.StartsWith("db2-", dependency));
    }
}
