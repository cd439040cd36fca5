using EncryptionInTransit.Lab;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>A node that was renamed in the configuration: its claim names the owner of before, and is taken over.</summary>
public abstract class Renamed(ToolNodeFixture fixture) : NodeToolTest(fixture)
{
    private const string New = "project/dev/primary";

    [Fact]
    public async Task KeepsItsClaimAndAllElse_AndIsReleasedUnderItsNewName()
    {
        (await Tool.EncryptAsync(First)).MustSucceed();
        var id = await Tool.ClaimAsync();
        var before = await Tool.ServerAndFilesAsync();
        var recorded = await Node.RunAsync($"cat {ToolNode.State}/claim {ToolNode.State}/before/*");

        var taken = await ClaimAsync(formerly: Requests.Owner);

        Assert.Equal(id, taken.MustSucceed().Output.Trim());
        Assert.Contains($"the claim of {Requests.Owner} was taken over: it is that of {New} now", taken.Error);
        Assert.Equal(before, await Tool.ServerAndFilesAsync());
        Assert.Equal(
            recorded.Output.Split('\n').Order(),
            (await Node.RunAsync($"cat {ToolNode.State}/claim {ToolNode.State}/before/*")).Output.Replace(New, Requests.Owner).Split('\n').Order());

        // The number of before still counts, and the name of before no more.
        (await Tool.ActivateAsync(id, First)).MustSucceed();
        Assert.Equal($"left as it is: owned by {New}, not by {Requests.Owner}\n", (await Tool.ReleaseAsync()).MustSucceed().Output);
        AssertFailed(3, await Tool.RunAsync("claim", Requests.Claim(Node.Server)), $"claimed by {New}");
        (await Tool.ReleaseAsync(New)).MustSucceed();
        await AssertAsBeforeAsync();
    }

    [Fact]
    public async Task SaysSoOnce_AndTheNameOfBeforeDoesNoHarm()
    {
        var first = await ClaimAsync(formerly: Requests.Owner);
        var second = await ClaimAsync(formerly: Requests.Owner);

        Assert.Equal(first.MustSucceed().Output, second.MustSucceed().Output);
        Assert.DoesNotContain("taken over", first.Error + second.Error);
        (await Tool.ReleaseAsync(New)).MustSucceed();
    }

    [Fact]
    public async Task IsTakenOverFromNobodyElse()
    {
        await Tool.ClaimAsync();

        AssertFailed(3, await ClaimAsync(formerly: "project/prod/db"), $"claimed by {Requests.Owner} since", $"not by {New}", "nothing was touched");
    }

    private Task<CommandOutput> ClaimAsync(string formerly) =>
        Tool.RunAsync("claim", Requests.Text([$"owner: {New}", $"formerly: {formerly}", $"server: {Node.Server}"]));
}

[Collection(NodeKind.MariaDb1011)]
public sealed class RenamedOnMariaDb1011(MariaDb1011 fixture) : Renamed(fixture);

[Collection(NodeKind.MySql97)]
[Trait("Scope", "thorough")]
public sealed class RenamedOnMySql97(MySql97 fixture) : Renamed(fixture);
