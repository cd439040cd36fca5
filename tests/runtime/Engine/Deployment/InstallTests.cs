using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;
using Pulumi.Engine.Tests.Deployment.Support;

namespace Pulumi.Engine.Tests.Deployment;

public sealed class InstallTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task A_first_up_creates_what_the_program_registers_in_the_order_of_dependencies()
    {
        var result = await _stack.UpAsync(Program());

        Assert.Equal(DeploymentOutcome.Succeeded, result.Outcome);
        Assert.Equal(["create a", "create b"], _stack.Cloud.Changes);
        Assert.Equal(["create component", "create a", "create b"], _stack.Events.Steps);
        Assert.Equal(4, result.Changes[StepOp.Create]);
        Assert.Equal(_stack["a"].Outputs["serial"], _stack["b"].Inputs["from"]);
        Assert.Equal([_stack["a"].Urn], _stack["b"].Dependencies.ToArray());
    }

    [Fact]
    public async Task The_default_provider_is_a_resource_of_the_state_that_nobody_sees()
    {
        var result = await _stack.UpAsync(Program());

        var provider = _stack["default_1_0_0"];
        Assert.Equal("pulumi:providers:fake", provider.Type);
        Assert.True(Guid.TryParse(provider.Id, out _));
        Assert.Equal($"{provider.Urn}::{provider.Id}", _stack["a"].Provider);
        Assert.Equal(["__internal", "version"], provider.Inputs.Keys);
        Assert.DoesNotContain(result.Snapshot.Resources.Length, result.Changes.Values);
    }

    [Fact]
    public async Task A_child_carries_the_types_of_its_parents_in_its_urn()
    {
        await _stack.UpAsync(Program());

        Assert.Equal("urn:pulumi:dev::project::test:index:Component$fake:index:Thing::a", _stack["a"].Urn);
    }

    [Fact]
    public async Task A_second_up_does_nothing_and_asks_the_provider_only_to_compare()
    {
        await _stack.UpAsync(Program());
        var before = _stack.State;

        var result = await _stack.UpAsync(Program());

        Assert.False(result.HasChanges);
        Assert.Equal(["check a", "diff a", "check b", "diff b"], _stack.Cloud.Calls);
        Assert.Equal(before.Resources.Length, _stack.State.Resources.Length);
        Assert.All(before.Resources, was => Assert.True(
            ResourceStateComparison.Equivalent(was, _stack.State.Resources.Single(now => now.Urn == was.Urn))));
        Assert.All(before.Resources, was => Assert.Equal(was.Modified, _stack.State.Resources.Single(now => now.Urn == was.Urn).Modified));
        Assert.Equal(2, _stack.Store.States.Count); // the old one, and the one at the end
    }

    [Fact]
    public async Task A_changed_input_is_an_update_in_place()
    {
        await _stack.UpAsync(Program());
        var was = _stack["a"];

        var result = await _stack.UpAsync(Program(text: "two"));

        Assert.Equal(["update a"], _stack.Cloud.Changes);
        Assert.Equal(1, result.Changes[StepOp.Update]);
        Assert.Equal(["text"], _stack.Events.Step(StepOp.Update, "a").Diffs.ToArray());
        Assert.Equal(was.Id, _stack["a"].Id);
        Assert.Equal(was.Created, _stack["a"].Created);
        Assert.True(_stack["a"].Modified > was.Modified);
    }

    [Fact]
    public async Task What_the_program_no_longer_registers_is_deleted_dependents_first()
    {
        await _stack.UpAsync(Program());

        await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.Equal(["delete b", "delete a"], _stack.Cloud.Changes);
        Assert.Equal(["delete b", "delete a", "delete component"], _stack.Events.Steps);
        Assert.Equal([Urn.StackType], _stack.State.Resources.Select(r => r.Type));
    }

    [Fact]
    public async Task Destroy_deletes_everything_and_runs_no_program()
    {
        await _stack.UpAsync(Program());

        var result = await _stack.DestroyAsync();

        Assert.Equal(DeploymentOutcome.Succeeded, result.Outcome);
        Assert.Equal(["delete b", "delete a"], _stack.Cloud.Changes);
        Assert.Equal(4, result.Changes[StepOp.Delete]);
        Assert.Empty(_stack.State.Resources);
        Assert.Empty(_stack.Cloud.Things);
    }

    private static Func<TestProgram, Task> Program(string text = "one") => async program =>
    {
        var component = await program.ComponentAsync("component");
        var a = await program.ThingAsync("a", [("text", text)], options: r => r.Parent = component.Urn);
        await program.ThingAsync("b", [("from", new Use(a))], options: r => r.Parent = component.Urn);
    };
}
