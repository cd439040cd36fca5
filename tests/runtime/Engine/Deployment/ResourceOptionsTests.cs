using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;
using Pulumi.Engine.Tests.Deployment.Support;

namespace Pulumi.Engine.Tests.Deployment;

public sealed class ResourceOptionsTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task Retain_on_delete_leaves_the_thing_and_drops_the_resource()
    {
        await _stack.UpAsync(p => p.ThingAsync("a", options: r => r.RetainOnDelete = true));

        await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.Empty(_stack.Cloud.Changes);
        Assert.True(_stack.Events.Step(StepOp.Delete, "a").Retain);
        Assert.Empty(_stack.Names);
        Assert.Single(_stack.Cloud.Things);
    }

    [Fact]
    public async Task What_was_only_read_is_not_ours_to_delete()
    {
        await _stack.UpAsync(p => p.ThingAsync("a"));
        _stack.State = _stack.State with
        {
            Resources = [.. _stack.State.Resources.Select(r => r with { External = Urn.Name(r.Urn) == "a" })],
        };

        await _stack.DestroyAsync();

        Assert.Empty(_stack.Cloud.Changes);
        Assert.Empty(_stack.State.Resources);
    }

    [Fact]
    public async Task Deleted_with_spares_the_provider_call_when_the_owner_goes_as_well()
    {
        await _stack.UpAsync(async p =>
        {
            var owner = await p.ThingAsync("owner");
            await p.ThingAsync("owned", options: r => r.DeletedWith = owner.Urn);
        });

        await _stack.DestroyAsync();

        Assert.Equal(["delete owner"], _stack.Cloud.Changes);
        Assert.Empty(_stack.State.Resources);
    }

    [Fact]
    public async Task Deleted_with_spares_it_as_well_when_the_owner_went_early_for_its_replacement()
    {
        Func<TestProgram, Task> program(string identity, bool owned) => async p =>
        {
            var owner = await p.ThingAsync("owner", [("identity", identity)], options: r => r.DeleteBeforeReplace = true);
            await p.ThingAsync("owned", options: r => r.DeletedWith = owned ? owner.Urn : "");
        };
        await _stack.UpAsync(program("1", owned: true));
        _stack.Cloud.Before = (call, _) => call == "delete owned" ? throw new ProviderException("it is gone") : Task.CompletedTask;
        await _stack.UpAsync(async p =>
        {
            // The owned one is replaced first, so its original waits when the owner goes.
            await p.ThingAsync("owned", [("identity", "new")]);
            await p.ThingAsync("owner", [("identity", "2")], options: r => r.DeleteBeforeReplace = true);
        });

        Assert.Equal(["create owned", "delete owner", "create owner"], _stack.Cloud.Changes);
        Assert.Equal(["owned", "owner"], _stack.Names);
    }

    [Fact]
    public async Task A_protected_resource_is_not_deleted_and_the_others_are()
    {
        await _stack.UpAsync(async p =>
        {
            await p.ThingAsync("protected", options: r => r.Protect = true);
            await p.ThingAsync("other");
        });

        var result = await _stack.DestroyAsync();

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.Equal(["delete other"], _stack.Cloud.Changes);
        Assert.Equal(["protected"], _stack.Names);
        Assert.Contains("because it is protected", _stack.Events.Errors.First());
    }

    [Fact]
    public async Task A_protected_resource_is_not_replaced()
    {
        Func<TestProgram, Task> program(string identity) => p =>
            p.ThingAsync("a", [("identity", identity)], options: r => r.Protect = true);
        await _stack.UpAsync(program("1"));

        var result = await _stack.UpAsync(program("2"));

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.Empty(_stack.Cloud.Changes);
        Assert.Contains("unable to replace", _stack.Events.Errors.First());
    }

    [Fact]
    public async Task One_that_is_no_longer_protected_is_replaced()
    {
        Func<TestProgram, Task> program(string identity, bool protect) => p =>
            p.ThingAsync("a", [("identity", identity)], options: r => r.Protect = protect);
        await _stack.UpAsync(program("1", protect: true));

        await _stack.UpAsync(program("2", protect: false));

        Assert.Contains("create a", _stack.Cloud.Changes);
    }

    [Fact]
    public async Task One_that_is_to_be_protected_from_now_on_is_replaced()
    {
        Func<TestProgram, Task> program(string identity, bool protect) => p =>
            p.ThingAsync("a", [("identity", identity)], options: r => r.Protect = protect);
        await _stack.UpAsync(program("1", protect: false));

        await _stack.UpAsync(program("2", protect: true));

        Assert.Equal(["create a", "delete a"], _stack.Cloud.Changes);
    }

    [Fact]
    public async Task What_is_deleted_with_another_is_replaced_with_it()
    {
        Func<TestProgram, Task> program(string identity) => async p =>
        {
            var owner = await p.ThingAsync("owner", [("identity", identity)]);
            await p.ThingAsync("owned", options: r => r.DeletedWith = owner.Urn);
        };
        await _stack.UpAsync(program("1"));

        var result = await _stack.UpAsync(program("2"));

        Assert.Equal(2, result.Changes[StepOp.Replace]);
        Assert.Equal(["deletedWith"], _stack.Events.Step(StepOp.Replace, "owned").ReplaceReasons.ToArray());
    }

    [Fact]
    public async Task One_change_of_several_is_enough_for_a_replacement()
    {
        Func<TestProgram, Task> program(string text) => p =>
            p.ThingAsync("a", [("text", text), ("other", text)], options: r => r.ReplaceOnChanges.Add(["absent", "text"]));
        await _stack.UpAsync(program("1"));

        await _stack.UpAsync(program("2"));

        Assert.Equal("text", Assert.Single(_stack.Events.Step(StepOp.Replace, "a").ReplaceReasons));
    }

    [Fact]
    public async Task A_component_whose_inputs_differ_is_updated()
    {
        Func<TestProgram, Task> program(string text) => p =>
            p.ComponentAsync("node", r => r.Object.Fields["text"] = Google.Protobuf.WellKnownTypes.Value.ForString(text));
        await _stack.UpAsync(program("1"));

        var result = await _stack.UpAsync(program("2"));

        Assert.Equal(1, result.Changes[StepOp.Update]);
        Assert.False((await _stack.UpAsync(program("2"))).HasChanges);
    }

    [Fact]
    public async Task What_was_made_with_errors_is_updated()
    {
        await _stack.UpAsync(p => p.ThingAsync("a"));
        _stack.State = _stack.State with
        {
            Resources = [.. _stack.State.Resources.Select(r => Urn.Name(r.Urn) == "a" ? r with { InitErrors = ["half made"] } : r)],
        };

        await _stack.UpAsync(p => p.ThingAsync("a"));

        Assert.Equal(["update a"], _stack.Cloud.Changes);
    }

    [Fact]
    public async Task A_default_lasts_as_long_as_its_resource()
    {
        var made = 0;
        _stack.Cloud.Defaults = (olds, inputs) => inputs.With(
            "default", olds.GetValueOrDefault("default") ?? new PropertyValue.StringValue($"default {++made}"));
        await _stack.UpAsync(p => p.ThingAsync("a", [("text", "1")]));

        await _stack.UpAsync(p => p.ThingAsync("a", [("text", "2")]));
        Assert.Equal(new PropertyValue.StringValue("default 1"), _stack["a"].Inputs["default"]);

        await _stack.UpAsync(p => p.ThingAsync("a", [("text", "2"), ("identity", "new")]));
        Assert.Equal(new PropertyValue.StringValue("default 2"), _stack["a"].Inputs["default"]);
    }

    [Fact]
    public async Task Ignored_changes_are_none()
    {
        Func<TestProgram, Task> program(string text) => p =>
            p.ThingAsync("a", [("text", text), ("other", "x")], options: r => r.IgnoreChanges.Add("text"));
        await _stack.UpAsync(program("1"));

        var result = await _stack.UpAsync(program("2"));

        Assert.False(result.HasChanges);
        Assert.Equal(new PropertyValue.StringValue("1"), _stack["a"].Inputs["text"]);
        Assert.Equal(["text"], _stack["a"].IgnoreChanges.ToArray());
    }

    [Fact]
    public async Task Custom_timeouts_reach_the_state()
    {
        await _stack.UpAsync(p => p.ThingAsync("a", options: r =>
            r.CustomTimeouts = new() { Create = "300000000000ns", Update = "6m", Delete = "1h30m" }));

        Assert.Equal(
            new CustomTimeouts(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(90)), _stack["a"].CustomTimeouts);
    }

    [Fact]
    public async Task Where_in_the_program_it_stands_reaches_the_state()
    {
        await _stack.UpAsync(p => p.ThingAsync("a", options: r =>
        {
            r.SourcePosition = new() { Uri = "file:///index.js", Line = 1 };
            r.StackTrace = new() { Frames = { new Pulumirpc.StackFrame { Pc = r.SourcePosition } } };
        }));

        Assert.Equal("project:///index.js#1", _stack["a"].SourcePosition);
        Assert.Equal(["project:///index.js#1"], _stack["a"].StackTrace.ToArray());
    }

    [Fact]
    public async Task What_an_official_provider_keeps_to_itself_is_no_change()
    {
        await _stack.UpAsync(p => p.ThingAsync("a"));
        _stack.State = _stack.State with
        {
            Resources = [.. _stack.State.Resources.Select(r => !Urn.IsProviderType(r.Type) ? r : r with
            {
                Inputs = r.Inputs.With("__defaults", PropertyValue.EmptyObject),
            })],
        };

        var result = await _stack.UpAsync(p => p.ThingAsync("a"));

        Assert.Equal(DeploymentOutcome.Succeeded, result.Outcome);
        Assert.Contains("__defaults", _stack["default_1_0_0"].Inputs.Keys);
        Assert.DoesNotContain(_stack.Events.All.OfType<EngineEvent.ResourceOutputs>(), e => e.Step.Op is StepOp.Update);
    }

    [Fact]
    public async Task A_duplicate_name_is_refused_by_name()
    {
        var result = await _stack.UpAsync(async p =>
        {
            await p.ThingAsync("a");
            await p.ThingAsync("a");
        });

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.Equal($"Duplicate resource URN '{TestStack.UrnOf("a")}'; try giving it a unique name", Assert.Single(_stack.Events.Errors));
    }

    [Fact]
    public async Task Invalid_inputs_name_the_property_before_anything_is_touched()
    {
        var result = await _stack.UpAsync(p => p.ThingAsync("a", [("invalid", "x")]));

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.Empty(_stack.Cloud.Changes);
        Assert.Contains("property invalid: is not a property", Assert.Single(_stack.Events.Errors));
    }

    [Fact]
    public async Task Inputs_that_do_not_fit_together_name_none()
    {
        await _stack.UpAsync(p => p.ThingAsync("a", [("invalidTogether", "x")]));

        Assert.Equal("fake:index:Thing resource 'a' has a problem: these exclude each other", Assert.Single(_stack.Events.Errors));
    }

    [Fact]
    public async Task An_unknown_package_is_named_with_those_that_there_are()
    {
        var result = await _stack.UpAsync(p => p.ThingAsync("a", options: r => r.Type = "aws:s3:Bucket"));

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.Contains("no provider 'aws', only fake", Assert.Single(_stack.Events.Errors));
    }
}
