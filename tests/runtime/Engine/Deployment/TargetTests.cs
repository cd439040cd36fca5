using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;
using Pulumi.Engine.Tests.Deployment.Support;

namespace Pulumi.Engine.Tests.Deployment;

public sealed class TargetTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task Replace_replaces_without_asking_for_a_difference()
    {
        await _stack.UpAsync(Chain());

        await _stack.UpAsync(Chain(), o => o with { Replace = [TestStack.UrnOf("key")] });

        Assert.Equal(["create key", "create certificate", "update files", "delete certificate", "delete key"], _stack.Cloud.Changes);
        Assert.DoesNotContain("diff key", _stack.Cloud.Calls);
        Assert.Equal(["id"], _stack.Events.Step(StepOp.Replace, "key").ReplaceReasons.ToArray());
    }

    [Fact]
    public async Task Target_replace_replaces_that_only_and_the_next_up_does_the_rest()
    {
        await _stack.UpAsync(Chain());

        await _stack.UpAsync(Chain(), o => o with { TargetReplace = [TestStack.UrnOf("key")] });
        Assert.Equal(["create key", "delete key"], _stack.Cloud.Changes);
        Assert.Equal(new PropertyValue.StringValue("id-1"), _stack["certificate"].Inputs["identity"]);

        await _stack.UpAsync(Chain());
        Assert.Equal(["create certificate", "update files", "delete certificate"], _stack.Cloud.Changes);
    }

    [Fact]
    public async Task Replace_takes_wildcards()
    {
        await _stack.UpAsync(Chain());

        var result = await _stack.UpAsync(Chain(), o => o with { Replace = ["**::key", "**::fil*"] });

        Assert.Equal(3, result.Changes[StepOp.Replace]);
    }

    [Fact]
    public async Task An_unknown_urn_to_replace_fails_before_the_program_runs()
    {
        await _stack.UpAsync(Chain());
        var host = new FunctionHost(Chain());

        var result = await _stack.RunAsync(
            host, new() { Kind = DeploymentKind.Update, Replace = [TestStack.UrnOf("nope")] });

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.False(host.Ran);
        Assert.Contains("could not be found in the stack", Assert.Single(_stack.Events.Errors));
    }

    [Fact]
    public async Task An_unknown_target_fails_after_it()
    {
        await _stack.UpAsync(Chain());
        var host = new FunctionHost(Chain());

        var result = await _stack.RunAsync(host, new() { Kind = DeploymentKind.Update, Targets = [TestStack.UrnOf("nope")] });

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.True(host.Ran);
        Assert.Empty(_stack.Cloud.Changes);
    }

    [Fact]
    public async Task Target_updates_nothing_else()
    {
        await _stack.UpAsync(Two("1"));

        await _stack.UpAsync(Two("2"), o => o with { Targets = [TestStack.UrnOf("b")] });

        Assert.Equal(["update b"], _stack.Cloud.Changes);
        Assert.Equal(new PropertyValue.StringValue("1"), _stack["a"].Inputs["text"]);
    }

    [Fact]
    public async Task Target_leaves_a_new_component_for_later_together_with_its_outputs()
    {
        var result = await _stack.UpAsync(
            async program =>
            {
                foreach (var name in new[] { "db1", "db2" })
                {
                    var component = await program.ComponentAsync(name);
                    await program.ThingAsync($"{name}-thing", options: request => request.Parent = component.Urn);
                    await program.Monitor.RegisterResourceOutputs(new() { Urn = component.Urn, Outputs = new() });
                }
            },
            o => o with { Targets = ["**db1**"] });

        Assert.True(result.Outcome is DeploymentOutcome.Succeeded, string.Join('\n', _stack.Events.Errors));
        Assert.Equal(["db1", "db1-thing"], _stack.Names);
    }

    [Theory]
    [InlineData("b")]
    [InlineData("c")]
    public async Task Target_may_be_registered_after_one_that_needed_it(string target)
    {
        await _stack.UpAsync(async p =>
        {
            var b = await p.ThingAsync("b");
            var c = await p.ThingAsync("c");
            await p.ThingAsync("a", dependsOn: [b, c]);
        });

        var result = await _stack.UpAsync(
            async p =>
            {
                await p.ThingAsync("a"); // the state knows better: it stays as it was, after the two
                await p.ThingAsync("b", [("text", "new")]);
                await p.ThingAsync("c", [("text", "new")]);
            },
            o => o with { Targets = [TestStack.UrnOf(target)] });

        Assert.True(result.Outcome is DeploymentOutcome.Succeeded, string.Join('\n', _stack.Events.Errors));
        Assert.Equal([$"update {target}"], _stack.Cloud.Changes);
        Assert.Equal("a", _stack.Names.Last());
    }

    [Fact]
    public async Task What_is_no_target_waits_for_the_target_that_it_needs()
    {
        await _stack.UpAsync(async p => await p.ThingAsync("a", dependsOn: [await p.ThingAsync("b")]));
        var updating = new TaskCompletionSource();
        _stack.Cloud.Before = async (_, _) =>
        {
            updating.SetResult();
            await Task.Yield();
        };

        await _stack.UpAsync(
            async p =>
            {
                var b = p.ThingAsync("b", [("text", "new")]);
                await updating.Task;
                await p.ThingAsync("a");
                await b;
            },
            o => o with { Targets = [TestStack.UrnOf("b")] });

        Assert.Equal(["b", "a"], _stack.Names);
    }

    [Fact]
    public async Task Target_that_needs_a_new_resource_says_so()
    {
        await _stack.UpAsync(_ => Task.CompletedTask);

        var result = await _stack.UpAsync(Chain(), o => o with { Targets = [TestStack.UrnOf("certificate")] });

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.Contains("--target", _stack.Events.Errors.First());
        Assert.Empty(_stack.Cloud.Changes);
    }

    [Fact]
    public async Task Destroy_of_a_target_with_dependents_asks_for_them()
    {
        await _stack.UpAsync(Chain());

        var refused = await _stack.DestroyAsync(o => o with { Targets = [TestStack.UrnOf("certificate")] });
        Assert.Equal(DeploymentOutcome.Failed, refused.Outcome);
        Assert.Empty(_stack.Cloud.Changes);
        Assert.Contains("--target-dependents", _stack.Events.Errors.First());

        await _stack.DestroyAsync(o => o with { Targets = [TestStack.UrnOf("certificate")], TargetDependents = true });
        Assert.Equal(["delete files", "delete certificate"], _stack.Cloud.Changes);
        Assert.Equal(["key"], _stack.Names);
    }

    [Fact]
    public async Task Dependents_of_a_target_are_all_that_need_it_directly_or_not()
    {
        await _stack.UpAsync(Chain());

        await _stack.DestroyAsync(o => o with { Targets = [TestStack.UrnOf("key")], TargetDependents = true });

        Assert.Equal(["delete files", "delete certificate", "delete key"], _stack.Cloud.Changes);
    }

    [Fact]
    public async Task Children_of_a_target_are_dependents_of_it()
    {
        await _stack.UpAsync(async p =>
        {
            var component = await p.ComponentAsync("node");
            await p.ThingAsync("child", options: r => r.Parent = component.Urn);
        });

        var refused = await _stack.DestroyAsync(o => o with { Targets = [TestStack.UrnOf("node", "test:index:Component")] });
        Assert.Contains("--target-dependents", _stack.Events.Errors.First());
        Assert.Equal(DeploymentOutcome.Failed, refused.Outcome);

        await _stack.DestroyAsync(o => o with { Targets = [TestStack.UrnOf("node", "test:index:Component")], TargetDependents = true });
        Assert.Equal(["delete child"], _stack.Cloud.Changes);
        Assert.Empty(_stack.Names);
    }

    [Fact]
    public async Task Destroy_spares_what_is_excluded_and_what_that_needs()
    {
        await _stack.UpAsync(Chain());

        await _stack.DestroyAsync(o => o with { Exclude = [TestStack.UrnOf("certificate")] });

        Assert.Equal(["delete files"], _stack.Cloud.Changes);
        Assert.Equal(["key", "certificate"], _stack.Names);
    }

    private static Func<TestProgram, Task> Chain() => async program =>
    {
        var key = await program.ThingAsync("key");
        var certificate = await program.ThingAsync("certificate", [("identity", new Use(key))]);
        await program.ThingAsync("files", [("certificate", new Use(certificate))]);
    };

    private static Func<TestProgram, Task> Two(string text) => async program =>
    {
        await program.ThingAsync("a", [("text", text)]);
        await program.ThingAsync("b", [("text", text)]);
    };
}
