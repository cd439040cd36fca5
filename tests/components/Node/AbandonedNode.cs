using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Node;

/// <summary>A node that is gone for good: nothing asks it any more.</summary>
[Collection("Deployment")]
public class AbandonedNode
{
    [Fact]
    public async Task Is_left_alone_by_every_command_whatever_changes_and_when_it_is_taken_out()
    {
        var node = await Abandoned("db1-tool", "db1-claim", "db1-files", "db1-server-tls");

        Assert.Equal(["db1-claim", "db1-files", "db1-server-tls", "db1-tool"], node.Commands.Order());
        foreach (var name in node.Commands)
        {
            Assert.True(node.Options(name).RetainOnDelete);
            Assert.Empty(node.Inputs(name).Keys.Except(node.Options(name).IgnoreChanges));
        }
    }

    [Fact]
    public async Task Gets_no_command_that_it_had_not()
    {
        Assert.Equal(["db1-claim", "db1-tool"], (await Abandoned("db1-tool", "db1-claim")).Commands.Order());
        Assert.Equal(["db1-claim", "db1-tool"], (await Abandoned(new NodeHistory { Formerly = "old" }, "old-tool", "old-claim")).Commands.Order());
        Assert.Empty((await Abandoned()).Commands);
    }

    [Fact]
    public async Task Keeps_its_certificates_in_the_stack() =>
        Assert.Contains("db1-ca-1-key", (await Abandoned("db1-claim")).Names);

    private static Task<RegisteredNode> Abandoned(params string[] resources) => Abandoned(new NodeHistory(), resources);

    private static Task<RegisteredNode> Abandoned(NodeHistory history, params string[] resources) =>
        RegisteredNode.AsRegistered(RegisteredNode.Args with
        {
            History = history with { IsAbandoned = true, Resources = resources.ToHashSet() },
        });
}
