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
    public async Task A_reason_that_both_the_provider_and_the_program_name_is_told_once()
    {
        Func<TestProgram, Task> program(string identity) => p =>
            p.ThingAsync("a", [("identity", identity)], options: r => r.ReplaceOnChanges.Add("identity"));
        await _stack.UpAsync(program("1"));

        await _stack.UpAsync(program("2"));

        Assert.Equal(["identity"], _stack.Events.Step(StepOp.Replace, "a").ReplaceReasons.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whether_a_difference_is_all_that_there_is_to_show_is_the_providers_word(bool detailed)
    {
        _stack.Cloud.DiffsAreDetailed = detailed;
        await _stack.UpAsync(p => p.ThingAsync("a", [("text", "1")]));

        await _stack.UpAsync(p => p.ThingAsync("a", [("text", "2")]));

        Assert.Equal(detailed, _stack.Events.Step(StepOp.Update, "a").IsDetailed);
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
        Assert.Equal(["replaceWith"], _stack.Events.Step(StepOp.Replace, "b").ReplaceReasons.ToArray());
    }

    [Fact]
    public async Task Replace_with_does_not_follow_an_update_nor_a_create()
    {
        Func<TestProgram, Task> program(string text, string other) => async p =>
        {
            var a = await p.ThingAsync("a", [("text", text)]);
            var c = await p.ThingAsync(other);
            await p.ThingAsync("b", options: r => r.ReplaceWith.Add([a.Urn, c.Urn]));
        };
        await _stack.UpAsync(program("1", "c"));

        await _stack.UpAsync(program("2", "new"));

        Assert.Equal(["update a", "create new", "delete c"], _stack.Cloud.Changes);
    }

    [Fact]
    public async Task Replace_with_follows_one_of_several()
    {
        Func<TestProgram, Task> program(string identity) => async p =>
        {
            var a = await p.ThingAsync("a", [("identity", identity)]);
            var c = await p.ThingAsync("c");
            await p.ThingAsync("b", options: r => r.ReplaceWith.Add([c.Urn, a.Urn]));
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
        Assert.Equal(["provider"], _stack.Events.Step(StepOp.Replace, "a").ReplaceReasons.ToArray());
    }

    [Fact]
    public async Task What_is_tainted_is_replaced_once()
    {
        await _stack.UpAsync(p => p.ThingAsync("a"));
        _stack.State = _stack.State with
        {
            Resources = [.. _stack.State.Resources.Select(r => r with { Taint = Urn.Name(r.Urn) == "a" })],
        };

        await _stack.UpAsync(p => p.ThingAsync("a"));
        Assert.Equal(["create a", "delete a"], _stack.Cloud.Changes);

        Assert.False((await _stack.UpAsync(p => p.ThingAsync("a"))).HasChanges);
    }

    /// <summary>key, certificate (replaced with it), files (updated with it).</summary>
    private static Func<TestProgram, Task> Chain(string identity) => async program =>
    {
        var key = await program.ThingAsync("key", [("identity", identity)]);
        var certificate = await program.ThingAsync("certificate", [("identity", new Use(key))]);
        await program.ThingAsync("files", [("certificate", new Use(certificate))]);
    };
}
