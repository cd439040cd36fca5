using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;
using Pulumi.Engine.Tests.Deployment.Support;

namespace Pulumi.Engine.Tests.Deployment;

public sealed class RefreshTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task What_did_not_change_is_counted_unchanged()
    {
        await _stack.UpAsync(Program);

        var result = await _stack.RefreshAsync();

        Assert.Equal(3, result.Changes[StepOp.Same]);
        Assert.False(result.HasChanges);
        Assert.Equal(["diff a", "diff b", "read a", "read b"], _stack.Cloud.Calls.Order());
    }

    [Fact]
    public async Task What_changed_outside_enters_the_state_and_the_next_up_mends_it()
    {
        await _stack.UpAsync(Program);
        _stack.Cloud.Things["id-1"] = _stack.Cloud.Things["id-1"].With("text", new PropertyValue.StringValue("drifted"));

        var result = await _stack.RefreshAsync();
        Assert.Equal(1, result.Changes[StepOp.Update]);
        Assert.Equal(new PropertyValue.StringValue("drifted"), _stack["a"].Outputs["text"]);

        await _stack.UpAsync(Program);
        Assert.Equal(["update a"], _stack.Cloud.Changes);
    }

    [Fact]
    public async Task What_is_gone_leaves_the_state_and_nobody_names_it_any_more()
    {
        await _stack.UpAsync(Program);
        _stack.Cloud.Things.TryRemove("id-1", out _);

        var result = await _stack.RefreshAsync();

        Assert.Equal(1, result.Changes[StepOp.Delete]);
        Assert.Equal(["b"], _stack.Names);
        Assert.Empty(_stack["b"].Dependencies);
    }

    [Fact]
    public async Task Up_with_refresh_does_both_in_one_run()
    {
        await _stack.UpAsync(Program);
        _stack.Cloud.Things.TryRemove("id-1", out _);

        var result = await _stack.UpAsync(Program, o => o with { Refresh = true });

        Assert.Equal(1, result.Changes[StepOp.Create]);
        Assert.Contains("create a", _stack.Cloud.Changes);
    }

    [Fact]
    public async Task What_is_gone_and_no_longer_wanted_is_not_deleted_once_more()
    {
        await _stack.UpAsync(Program);
        _stack.Cloud.Things.TryRemove("id-1", out _);

        var result = await _stack.UpAsync(p => p.ThingAsync("b"), o => o with { Refresh = true });

        Assert.Equal(DeploymentOutcome.Succeeded, result.Outcome);
        Assert.Empty(_stack.Cloud.Changes);
        Assert.Equal(["b"], _stack.Names);
    }

    [Fact]
    public async Task A_preview_of_it_writes_nothing()
    {
        await _stack.UpAsync(Program);
        _stack.Cloud.Things.TryRemove("id-1", out _);

        var result = await _stack.RefreshAsync(o => o with { DryRun = true });

        Assert.Equal(1, result.Changes[StepOp.Delete]);
        Assert.Equal(["a", "b"], _stack.Names);
    }

    private static async Task Program(TestProgram program)
    {
        var a = await program.ThingAsync("a", [("text", "one")]);
        await program.ThingAsync("b", dependsOn: [a]);
    }
}
