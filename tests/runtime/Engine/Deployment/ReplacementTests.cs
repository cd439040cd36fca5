using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;
using Pulumi.Engine.Tests.Deployment.Support;
using Pulumirpc;

namespace Pulumi.Engine.Tests.Deployment;

/// <summary>The default order: the replacement is made, its dependents follow, the original goes last.</summary>
public sealed class ReplacementTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task The_replacement_is_made_before_the_original_is_deleted()
    {
        await _stack.UpAsync(Chain("one"));

        var result = await _stack.UpAsync(Chain("two"));

        Assert.Equal(["create key", "create certificate", "update files", "delete certificate", "delete key"], _stack.Cloud.Changes);
        Assert.Equal(2, result.Changes[StepOp.Replace]);
        Assert.Equal(1, result.Changes[StepOp.Update]);
        Assert.Equal(["identity"], _stack.Events.Step(StepOp.Replace, "key").ReplaceReasons.ToArray());
        Assert.Equal(3, _stack.Cloud.Things.Count);
        Assert.Equal(["key", "certificate", "files"], _stack.Names);
    }

    [Fact]
    public async Task Between_the_two_the_state_holds_both()
    {
        await _stack.UpAsync(Chain("one"));

        await _stack.UpAsync(Chain("two"));

        Assert.Contains(_stack.Store.States, state =>
            state.Resources.Count(r => Urn.Name(r.Urn) == "key") == 2
            && state.Resources.Single(r => Urn.Name(r.Urn) == "key" && r.Delete).Id == "id-1");
    }

    [Fact]
    public async Task A_preview_shows_the_same_and_touches_nothing()
    {
        await _stack.UpAsync(Chain("one"));
        var before = _stack.State;

        var result = await _stack.PreviewAsync(Chain("two"));

        Assert.Equal(2, result.Changes[StepOp.Replace]);
        Assert.Equal(1, result.Changes[StepOp.Update]);
        Assert.Empty(_stack.Cloud.Changes);
        Assert.Contains("preview-create key", _stack.Cloud.Calls);
        Assert.Contains("preview-update files", _stack.Cloud.Calls);
        Assert.Equal(PropertyValue.Unknown, _stack.Events.Step(StepOp.Update, "files").New!.Inputs["certificate"]);
        Assert.Same(before, _stack.State);
    }

    [Fact]
    public async Task A_replacement_is_checked_without_the_originals_inputs()
    {
        await _stack.UpAsync(Chain("one"));

        await _stack.UpAsync(Chain("two"));

        Assert.Equal(["check key", "diff key", "check key", "create key"], _stack.Cloud.Calls.Take(4));
    }

    [Fact]
    public async Task Replace_on_changes_makes_a_replacement_of_an_update()
    {
        Func<TestProgram, Task> program(string trigger) => p => p.ThingAsync(
            "a",
            [("text", "same"), ("triggers", new PropertyValue.ArrayValue([new PropertyValue.StringValue(trigger)]))],
            options: r => r.ReplaceOnChanges.Add("triggers[*]"));
        await _stack.UpAsync(program("1"));

        await _stack.UpAsync(program("2"));

        Assert.Equal(["create a", "delete a"], _stack.Cloud.Changes);
        // Officially only a path that is a whole property makes the property a reason.
        Assert.Empty(_stack.Events.Step(StepOp.Replace, "a").ReplaceReasons);
    }

    [Fact]
    public async Task Replace_with_follows_the_replacement_of_the_other()
    {
        Func<TestProgram, Task> program(string identity) => async p =>
        {
            var a = await p.ThingAsync("a", [("identity", identity)]);
            await p.ThingAsync("b", options: r => r.ReplaceWith.Add(a.Urn));
        };
        await _stack.UpAsync(program("1"));

        await _stack.UpAsync(program("2"));

        Assert.Equal(["replace a", "replace b"], _stack.Events.Steps.Where(step => step.StartsWith("replace ")));
    }

    [Fact]
    public async Task A_resource_that_becomes_a_component_is_replaced()
    {
        await _stack.UpAsync(p => p.ThingAsync("a"));

        var result = await _stack.UpAsync(p => p.ThingAsync("a", options: (RegisterResourceRequest r) => r.Custom = false));

        Assert.Equal(DeploymentOutcome.Succeeded, result.Outcome);
        Assert.Equal(["delete a"], _stack.Cloud.Changes);
        Assert.False(_stack["a"].Custom);
    }

    /// <summary>key, certificate (replaced with it), files (updated with it).</summary>
    private static Func<TestProgram, Task> Chain(string identity) => async program =>
    {
        var key = await program.ThingAsync("key", [("identity", identity)]);
        var certificate = await program.ThingAsync("certificate", [("identity", new Use(key))]);
        await program.ThingAsync("files", [("certificate", new Use(certificate))]);
    };
}
