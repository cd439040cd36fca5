using Pulumi.Engine.Model;
using Pulumi.Engine.Tests.Deployment.Support;

namespace Pulumi.Engine.Tests.Deployment;

/// <summary>When a resource is checked as a new one, so that nothing of the inputs that it had carries over.</summary>
public sealed class FreshInputsTests
{
    private readonly TestStack _stack = new();

    public FreshInputsTests()
    {
        var made = 0;
        _stack.Cloud.Defaults = (olds, inputs) => inputs.With(
            "default", olds.GetValueOrDefault("default") ?? new PropertyValue.StringValue($"default {++made}"));
    }

    [Fact]
    public async Task One_that_went_for_another()
    {
        Func<TestProgram, Task> program(string identity) => async p =>
        {
            var a = await p.ThingAsync("a", [("identity", identity)], options: r => r.DeleteBeforeReplace = true);
            await p.ThingAsync("b", [("identity", new Use(a))]);
        };
        await _stack.UpAsync(program("1"));
        var before = _stack["b"].Inputs["default"];

        await _stack.UpAsync(program("2"));

        Assert.NotEqual(before, _stack["b"].Inputs["default"]);
    }

    [Fact]
    public async Task One_that_was_not_ours_which_is_made_and_its_thing_let_go()
    {
        Func<TestProgram, Task> program(string text) => async p =>
        {
            var a = await p.ThingAsync("a", [("text", text)]);
            await p.ThingAsync("with-it", options: r => r.ReplaceWith.Add(a.Urn));
        };
        await _stack.UpAsync(program("1"));
        var before = _stack["a"];
        _stack.State = _stack.State with
        {
            Resources = [.. _stack.State.Resources.Select(r => r with { External = Urn.Name(r.Urn) == "a" })],
        };

        await _stack.UpAsync(program("1"));

        Assert.Equal(["create-replacement a", "replace a", "delete-replaced a"], _stack.Events.Steps);
        Assert.Equal(["create a"], _stack.Cloud.Changes);
        Assert.Contains(before.Id, _stack.Cloud.Things.Keys);
        Assert.False(_stack["a"].External);
        Assert.NotEqual(before.Inputs["default"], _stack["a"].Inputs["default"]);
    }

    [Fact]
    public async Task One_that_the_user_wants_replaced_and_no_second_time()
    {
        await _stack.UpAsync(p => p.ThingAsync("a"));

        await _stack.UpAsync(p => p.ThingAsync("a"), o => o with { Replace = [TestStack.UrnOf("a")] });

        Assert.Equal(["check a", "create a", "delete a"], _stack.Cloud.Calls);
        Assert.Equal(new PropertyValue.StringValue("default 2"), _stack["a"].Inputs["default"]);
    }
}
