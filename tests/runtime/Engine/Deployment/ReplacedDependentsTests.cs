using Google.Protobuf.WellKnownTypes;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;
using Pulumi.Engine.Tests.Deployment.Support;
using Pulumirpc;

namespace Pulumi.Engine.Tests.Deployment;

/// <summary>What goes before a resource that is deleted before its replacement is made, and what stays.</summary>
public sealed class ReplacedDependentsTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task One_that_is_replaced_for_two_reasons_goes_once()
    {
        await ReplaceAsync(async (p, a) =>
            await p.ThingAsync("b", [("identity", new Use(a))], options: r => r.ReplaceWith.Add(a.Urn)));

        Assert.Equal(["delete b", "delete a", "create a", "create b"], _stack.Cloud.Changes);
    }

    [Fact]
    public async Task One_that_is_replaced_with_a_dependent_follows_that_in_its_own_order()
    {
        await ReplaceAsync(async (p, a) =>
        {
            var b = await p.ThingAsync("b", [("identity", new Use(a))]);
            await p.ThingAsync("c", options: r => r.ReplaceWith.Add(b.Urn));
        });

        Assert.Equal(["delete b", "delete a", "create a", "create b", "create c", "delete c"], _stack.Cloud.Changes);
    }

    [Fact]
    public async Task One_that_is_gone_already_is_only_made_anew()
    {
        Func<TestProgram, Task> program(string identity) => Program(identity, async (p, a) =>
        {
            await p.ThingAsync("b", options: r => r.ReplaceWith.Add(a.Urn));
            await p.ThingAsync("c", [("identity", new Use(a))]);
        });
        await _stack.UpAsync(program("1"));
        _stack.Cloud.Things.TryRemove(_stack["b"].Id, out _);
        _stack.Cloud.Things.TryRemove(_stack["c"].Id, out _);

        var result = await _stack.UpAsync(program("2"), o => o with { Refresh = true });

        Assert.Equal(DeploymentOutcome.Succeeded, result.Outcome);
        Assert.Equal(["delete a", "create a", "create b", "create c"], _stack.Cloud.Changes);
    }

    [Fact]
    public async Task An_input_that_comes_from_several_is_enough()
    {
        await ReplaceAsync(async (p, a) =>
        {
            var first = await p.ThingAsync("0"); // the first in any order
            await p.ThingAsync("b", [("identity", new Use(a))], options: r =>
            {
                r.PropertyDependencies["identity"].Urns.Insert(0, first.Urn);
                r.Dependencies.Add(first.Urn);
            });
        });

        Assert.Equal(["delete b", "delete a", "create a", "create b"], _stack.Cloud.Changes);
    }

    [Fact]
    public async Task One_stays_that_needs_it_while_its_inputs_come_from_elsewhere()
    {
        await ReplaceAsync(async (p, a) =>
        {
            var other = await p.ThingAsync("other");
            await p.ThingAsync("b", [("identity", new Use(other))], dependsOn: [a]);
            await p.ThingAsync("c", [("identity", "its own")], dependsOn: [a]);
        });

        Assert.Equal(["delete a", "create a"], _stack.Cloud.Changes);
    }

    [Fact]
    public async Task A_component_stays_whose_input_comes_from_it()
    {
        await ReplaceAsync((p, a) => p.ComponentAsync("node", r =>
        {
            r.Object.Fields["identity"] = Value.ForString(a.Id);
            r.PropertyDependencies["identity"] = new() { Urns = { a.Urn } };
            r.Dependencies.Add(a.Urn);
        }));

        Assert.Equal(
            ["delete-replaced a", "replace a", "create-replacement a", "update node"], _stack.Events.Steps);
    }

    [Fact]
    public async Task What_is_not_ours_stays()
    {
        Func<TestProgram, Task> program(string identity) => Program(identity, (p, a) => p.ThingAsync("b", [("identity", new Use(a))]));
        await _stack.UpAsync(program("1"));
        _stack.State = _stack.State with
        {
            Resources = [.. _stack.State.Resources.Select(r => r with { External = Urn.Name(r.Urn) == "b" })],
        };

        await _stack.UpAsync(program("2"));

        Assert.Equal(["delete a", "create a", "create b"], _stack.Cloud.Changes);
    }

    [Fact]
    public async Task A_provider_stays_whose_input_comes_from_it()
    {
        await ReplaceAsync((p, a) => p.ThingAsync(
            "provider", [("address", new Use(a))], options: r => r.Type = "pulumi:providers:fake"));

        Assert.Equal(
            ["delete-replaced a", "replace a", "create-replacement a", "update provider"], _stack.Events.Steps);
    }

    [Fact]
    public async Task What_is_deleted_with_it_leaves_the_state_before_it_and_comes_back_after_it()
    {
        await ReplaceAsync((p, a) => p.ThingAsync("owned", options: r => r.DeletedWith = a.Urn));

        Assert.Equal(
            ["delete-replaced owned", "delete-replaced a", "replace a", "create-replacement a", "replace owned", "create-replacement owned"],
            _stack.Events.Steps);
        Assert.Equal(["delete a", "create a", "create owned"], _stack.Cloud.Changes);
    }

    [Fact]
    public async Task A_refusal_is_said_of_the_one_that_cannot_be_replaced_by_the_name_that_it_has_now()
    {
        Func<TestProgram, Task> program(string name, string identity) => async p =>
        {
            var root = await p.ThingAsync(name, [("identity", identity)], options: r =>
            {
                r.DeleteBeforeReplace = true;
                r.Aliases.Add(new Alias { Spec = new() { Name = "old-name" } });
            });
            await p.ThingAsync("b", [("identity", new Use(root))], options: r => r.Protect = true);
        };
        await _stack.UpAsync(program("old-name", "1"));

        await _stack.UpAsync(program("new-name", "2"));

        var error = _stack.Events.All.OfType<EngineEvent.Diagnostic>().First(d => d.Severity is DiagnosticSeverity.Error);
        Assert.Equal(TestStack.UrnOf("new-name"), error.Urn);
        Assert.Contains($"\"{TestStack.UrnOf("b")}\" as part of replacing \"{TestStack.UrnOf("new-name")}\"", error.Message);
    }

    [Fact]
    public async Task A_waiting_original_goes_before_it_as_a_delete_of_its_own_and_may_be_retained()
    {
        Func<TestProgram, Task> program(string identity) => Program(identity, (p, a) =>
            p.ThingAsync("b", [("identity", new Use(a))], options: r => r.RetainOnDelete = true));
        await _stack.UpAsync(program("1"));
        _stack.Cloud.Before = (call, _) => call == "create last" ? throw new ProviderException("no") : Task.CompletedTask;
        await _stack.UpAsync(
            async p =>
            {
                await program("1")(p);
                await p.ThingAsync("last");
            },
            o => o with { Replace = [TestStack.UrnOf("b")] });
        Assert.Contains("b (delete)", _stack.Names);

        await _stack.UpAsync(program("2"));

        Assert.Equal(["delete b", "delete-replaced b", "delete-replaced a"], _stack.Events.Steps.Take(3));
        Assert.Equal(["delete a", "create a", "create b"], _stack.Cloud.Changes);
    }

    [Fact]
    public async Task An_update_that_the_program_calls_a_replacement_counts()
    {
        await ReplaceAsync((p, a) =>
            p.ThingAsync("b", [("text", new Use(a)), ("other", "x")], options: r => r.ReplaceOnChanges.Add("text")));

        Assert.Equal(["delete b", "delete a", "create a", "create b"], _stack.Cloud.Changes);
    }

    [Fact]
    public async Task A_preview_tells_of_a_protected_one_and_shows_the_rest()
    {
        Func<TestProgram, Task> program(string identity) => Program(identity, (p, a) =>
            p.ThingAsync("b", [("identity", new Use(a))], options: r => r.Protect = true));
        await _stack.UpAsync(program("1"));

        var result = await _stack.PreviewAsync(program("2"));

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.Contains("unable to replace resource", _stack.Events.Errors.First());
        Assert.Equal(["identity"], _stack.Events.Step(StepOp.Replace, "a").ReplaceReasons.ToArray());
    }

    [Fact]
    public async Task It_comes_back_although_the_program_wants_it_as_it_was()
    {
        Func<TestProgram, Task> program(string identity) => Program(identity, (_, _) => Task.CompletedTask);
        await _stack.UpAsync(program("1"));
        _stack.Cloud.Before = (call, _) => call == "create a" ? throw new ProviderException("no") : Task.CompletedTask;
        await _stack.UpAsync(program("2"));
        _stack.Cloud.Before = (_, _) => Task.CompletedTask;

        await _stack.UpAsync(program("1"));

        Assert.Equal(["create a"], _stack.Cloud.Changes);
        Assert.False(_stack["a"].PendingReplacement);
    }

    [Fact]
    public async Task What_came_before_it_in_this_run_is_not_replaced_with_it_any_more()
    {
        await _stack.UpAsync(Program("1", (p, a) => p.ThingAsync("b", options: r => r.ReplaceWith.Add(a.Urn))));

        await _stack.UpAsync(
            async p =>
            {
                await p.ThingAsync("b");
                await Program("2", (_, _) => Task.CompletedTask)(p);
            },
            o => o with { Targets = [TestStack.UrnOf("a")] });

        Assert.Equal(["delete a", "create a"], _stack.Cloud.Changes);
        Assert.False(_stack["b"].PendingReplacement);
    }

    /// <summary>Makes <c>a</c> and what else there is, then <c>a</c> anew.</summary>
    private async Task ReplaceAsync(Func<TestProgram, Registered, Task> others)
    {
        await _stack.UpAsync(Program("1", others));
        var result = await _stack.UpAsync(Program("2", others));
        Assert.True(result.Outcome is DeploymentOutcome.Succeeded, string.Join('\n', _stack.Events.Errors));
    }

    private static Func<TestProgram, Task> Program(string identity, Func<TestProgram, Registered, Task> others) => async p =>
        await others(p, await p.ThingAsync("a", [("identity", identity)], options: r => r.DeleteBeforeReplace = true));
}
