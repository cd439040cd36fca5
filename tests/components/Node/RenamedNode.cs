using EncryptionInTransit.Tests.Support;
using Pulumi;

namespace EncryptionInTransit.Tests.Node;

/// <summary>A node that had another name.</summary>
[Collection("Deployment")]
public class RenamedNode
{
    [Fact]
    public async Task Is_sent_what_it_was_sent_before_but_for_its_claim()
    {
        var before = await RegisteredNode.AsRegistered(RegisteredNode.Args, "alpha1");
        var after = await RegisteredNode.AsRegistered(RegisteredNode.Args with { History = new() { Formerly = "alpha1" } }, "beta2");

        Assert.Equal(["claim"], before.Names.Select(name => name["alpha1-".Length..])
            .Where(part => Stable(before, $"alpha1-{part}", "alpha1") != Stable(after, $"beta2-{part}", "beta2")));
        Assert.Contains(
            "\nowner: encryption-in-transit/test/beta2\nformerly: encryption-in-transit/test/alpha1\n", after.Text("beta2-claim", "stdin"));
    }

    [Fact]
    public async Task Has_aliases_where_a_parent_lends_its_name_to_no_child()
    {
        var stack = await new ProxiedStack { History = new() { Formerly = "old" } }.Registered();

        foreach (var command in new[] { "tool", "claim", "files", "proxy-tls" })
            Assert.Equal([$"old-{command}"], await Aliases(stack, $"proxy-{command}"));
        foreach (var command in new[] { "tool", "claim", "files", "server-tls", "clients" })
            Assert.Empty(await Aliases(stack, $"db1-{command}"));
    }

    private static string Stable(RegisteredNode node, string name, string prefix) => Picture.Stable(node.Sent(name)).Replace(prefix, "NAME");

    private static async Task<IEnumerable<string>> Aliases(RegisteredNode node, string name)
    {
        var aliases = await Task.WhenAll(node.Options(name).Aliases.Select(alias => RegisteredNode.ValueAsync(alias.ToOutput())));
        return await Task.WhenAll(aliases.Select(alias => RegisteredNode.ValueAsync(alias.Name!.ToOutput())));
    }
}
