using Pulumi.Engine.Deployment;
using Pulumi.Engine.Providers;
using Pulumi.Engine.Tests.Deployment.Support;

namespace Pulumi.Engine.Tests.Deployment;

public sealed class DeleteBeforeReplaceTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task Dependents_that_a_change_would_replace_go_first_and_come_back()
    {
        await _stack.UpAsync(Program("1"));

        var result = await _stack.UpAsync(Program("2"));

        Assert.Equal(
            ["delete by-identity", "delete a", "create a"],
            _stack.Cloud.Changes.Take(3));
        Assert.Equal(["create by-identity", "update by-text"], _stack.Cloud.Changes.Skip(3).Order());
        Assert.Equal(2, result.Changes[StepOp.Replace]);
        Assert.Equal(1, result.Changes[StepOp.Update]);
        Assert.Empty(_stack.Events.Step(StepOp.Replace, "by-identity").ReplaceReasons);
        Assert.DoesNotContain("delete by-dependsOn", _stack.Cloud.Changes);
    }

    [Fact]
    public async Task A_preview_shows_the_same_steps()
    {
        await _stack.UpAsync(Program("1"));

        await _stack.PreviewAsync(Program("2"));

        Assert.Equal(
            ["delete-replaced by-identity", "delete-replaced a", "replace a", "create-replacement a"],
            _stack.Events.Steps.Take(4));
        Assert.Empty(_stack.Cloud.Changes);
    }

    [Fact]
    public async Task After_the_delete_the_state_says_that_a_replacement_is_due()
    {
        await _stack.UpAsync(Program("1"));
        _stack.Cloud.Before = Fail("create a");

        var failed = await _stack.UpAsync(Program("2"));

        Assert.Equal(DeploymentOutcome.Failed, failed.Outcome);
        Assert.True(_stack["a"].PendingReplacement);
        Assert.True(_stack["by-identity"].PendingReplacement);

        _stack.Cloud.Before = (_, _) => Task.CompletedTask;
        var repaired = await _stack.UpAsync(Program("2"));

        Assert.Equal(DeploymentOutcome.Succeeded, repaired.Outcome);
        Assert.DoesNotContain(_stack.Cloud.Changes, call => call.StartsWith("delete"));
        Assert.Contains("create a", _stack.Cloud.Changes);
        Assert.Contains("create by-identity", _stack.Cloud.Changes);
        Assert.DoesNotContain(_stack.State.Resources, r => r.PendingReplacement);
        Assert.Equal(4, _stack.Cloud.Things.Count);
    }

    [Fact]
    public async Task A_failed_delete_stops_the_replacement()
    {
        await _stack.UpAsync(Program("1"));
        _stack.Cloud.Before = Fail("delete a");

        await _stack.UpAsync(Program("2"));

        Assert.DoesNotContain("create a", _stack.Cloud.Changes);
        Assert.False(_stack["a"].PendingReplacement);
    }

    [Fact]
    public async Task What_was_deleted_for_it_and_is_not_registered_again_leaves_the_state()
    {
        await _stack.UpAsync(Program("1"));

        await _stack.UpAsync(p => p.ThingAsync("a", [("identity", "2")], options: r => r.DeleteBeforeReplace = true));

        Assert.Equal(["a"], _stack.Names);
        Assert.Single(_stack.Cloud.Things);
        Assert.Single(_stack.Cloud.Changes, "delete by-identity");
    }

    [Fact]
    public async Task A_protected_dependent_forbids_it()
    {
        Func<TestProgram, Task> program(string identity) => async p =>
        {
            var a = await p.ThingAsync("a", [("identity", identity)], options: r => r.DeleteBeforeReplace = true);
            await p.ThingAsync("b", [("identity", new Use(a))], options: r => r.Protect = true);
        };
        await _stack.UpAsync(program("1"));

        var result = await _stack.UpAsync(program("2"));

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.Empty(_stack.Cloud.Changes);
        Assert.Contains("pulumi state unprotect", _stack.Events.Errors.First());
    }

    [Fact]
    public async Task A_dependent_that_could_not_be_deleted_is_not_lost()
    {
        await _stack.UpAsync(Program("1"));
        _stack.Cloud.Before = Fail("delete by-identity");

        await _stack.UpAsync(
            async p =>
            {
                await p.ThingAsync("a", [("identity", "2")], options: r => r.DeleteBeforeReplace = true);
                await p.ThingAsync("by-identity", [("identity", "its own now")]);
            },
            o => o with { ContinueOnError = true });

        Assert.Equal(
            _stack.Cloud.Things.Keys.Order(),
            _stack.State.Resources.Where(r => r.Type == "fake:index:Thing").Select(r => r.Id).Order());
    }

    [Fact]
    public async Task A_chain_of_dependents_goes_from_its_end()
    {
        Func<TestProgram, Task> program(string identity) => async p =>
        {
            var other = await p.ThingAsync("other");
            var a = await p.ThingAsync("a", [("identity", identity)], options: r => r.DeleteBeforeReplace = true);
            var b = await p.ThingAsync(
                "b", [("identity", new Use(a))], options: r => r.PropertyDependencies["identity"].Urns.Add(other.Urn));
            await p.ThingAsync("c", [("identity", new Use(b))]);
        };
        await _stack.UpAsync(program("1"));

        await _stack.UpAsync(program("2"));

        Assert.Equal(["delete c", "delete b", "delete a", "create a", "create b", "create c"], _stack.Cloud.Changes);
    }

    [Fact]
    public async Task What_is_replaced_with_it_goes_before_it()
    {
        Func<TestProgram, Task> program(string identity) => async p =>
        {
            var a = await p.ThingAsync("a", [("identity", identity)], options: r => r.DeleteBeforeReplace = true);
            await p.ThingAsync("b", options: r => r.ReplaceWith.Add(a.Urn));
        };
        await _stack.UpAsync(program("1"));

        await _stack.UpAsync(program("2"));

        Assert.Equal(["delete b", "delete a", "create a", "create b"], _stack.Cloud.Changes);
    }

    [Fact]
    public async Task What_is_deleted_with_it_is_made_anew_too()
    {
        Func<TestProgram, Task> program(string identity) => async p =>
        {
            var owner = await p.ThingAsync("owner", [("identity", identity)], options: r => r.DeleteBeforeReplace = true);
            await p.ThingAsync("owned", options: r => r.DeletedWith = owner.Urn);
        };
        await _stack.UpAsync(program("1"));

        await _stack.UpAsync(program("2"));

        Assert.Equal(2, _stack.Cloud.Changes.Count(call => call.StartsWith("create")));
        Assert.Equal("create owned", _stack.Cloud.Changes.Last());
    }

    [Fact]
    public async Task A_child_that_needs_nothing_of_it_stays()
    {
        Func<TestProgram, Task> program(string identity) => async p =>
        {
            var a = await p.ThingAsync("a", [("identity", identity)], options: r => r.DeleteBeforeReplace = true);
            await p.ThingAsync("child", options: r => r.Parent = a.Urn);
        };
        await _stack.UpAsync(program("1"));

        await _stack.UpAsync(program("2"));

        Assert.Equal(["delete a", "create a"], _stack.Cloud.Changes);
    }

    [Theory]
    [InlineData(true, null, "delete a")]
    [InlineData(true, false, "create a")]
    [InlineData(false, true, "delete a")]
    [InlineData(false, null, "create a")]
    public async Task The_provider_says_the_order_unless_the_program_does(bool provider, bool? program, string first)
    {
        _stack.Cloud.DeletesBeforeReplace = provider;
        Task Thing(TestProgram p, string identity) => p.ThingAsync("a", [("identity", identity)], options: r =>
            (r.DeleteBeforeReplaceDefined, r.DeleteBeforeReplace) = (program is not null, program ?? false));
        await _stack.UpAsync(p => Thing(p, "1"));

        await _stack.UpAsync(p => Thing(p, "2"));

        Assert.Equal(first, _stack.Cloud.Changes.First());
    }

    [Fact]
    public async Task What_went_for_it_in_a_run_that_failed_does_not_go_once_more()
    {
        await _stack.UpAsync(Program("1"));
        _stack.Cloud.Before = Fail("delete a");
        await _stack.UpAsync(Program("2"));
        _stack.Cloud.Before = (_, _) => Task.CompletedTask;

        await _stack.UpAsync(Program("2"));

        Assert.Equal(["delete a", "create a"], _stack.Cloud.Changes.Take(2));
        Assert.Contains("create by-identity", _stack.Cloud.Changes);
    }

    [Fact]
    public async Task A_waiting_original_of_a_dependent_goes_before_it_too()
    {
        await _stack.UpAsync(Program("1"));
        _stack.Cloud.Before = Fail("delete by-identity");
        await _stack.UpAsync(Program("1"), o => o with { Replace = [TestStack.UrnOf("by-identity")] });
        Assert.Contains("by-identity (delete)", _stack.Names);
        _stack.Cloud.Before = (_, _) => Task.CompletedTask;

        await _stack.UpAsync(Program("2"));

        Assert.Equal(["delete by-identity", "delete by-identity", "delete a", "create a"], _stack.Cloud.Changes.Take(4));
        Assert.Equal(4, _stack.Cloud.Things.Count);
        Assert.Equal(4, _stack.Names.Count());
    }

    [Fact]
    public async Task What_is_retained_leaves_the_state_alone()
    {
        Func<TestProgram, Task> program(string identity) => p =>
            p.ThingAsync("a", [("identity", identity)], options: r => (r.DeleteBeforeReplace, r.RetainOnDelete) = (true, true));
        await _stack.UpAsync(program("1"));

        await _stack.UpAsync(program("2"));

        Assert.Equal(["create a"], _stack.Cloud.Changes);
        Assert.Equal(["id-1", "id-2"], _stack.Cloud.Things.Keys.Order());
    }

    [Fact]
    public async Task What_goes_with_one_that_went_is_not_deleted_itself()
    {
        Func<TestProgram, Task> program(string identity) => async p =>
        {
            var a = await p.ThingAsync("a", [("identity", identity)], options: r => r.DeleteBeforeReplace = true);
            var owner = await p.ThingAsync("owner", options: r => r.ReplaceWith.Add(a.Urn));
            await p.ThingAsync("owned", options: r => (r.DeleteBeforeReplace, r.DeletedWith) = (true, owner.Urn));
        };
        await _stack.UpAsync(program("1"));

        await _stack.UpAsync(program("2"));

        Assert.Equal(["delete owner", "delete a", "create a", "create owner", "create owned"], _stack.Cloud.Changes);
    }

    private static Func<string, CancellationToken, Task> Fail(string call) => (actual, _) =>
        actual == call ? throw new ProviderException($"{call} failed") : Task.CompletedTask;

    private static Func<TestProgram, Task> Program(string identity) => async program =>
    {
        var a = await program.ThingAsync("a", [("identity", identity)], options: r => r.DeleteBeforeReplace = true);
        await Task.WhenAll(
            program.ThingAsync("by-identity", [("identity", new Use(a))]),
            program.ThingAsync("by-text", [("text", new Use(a))]),
            program.ThingAsync("by-dependsOn", dependsOn: [a]));
    };
}
