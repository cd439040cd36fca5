using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;
using Pulumi.Engine.Tests.Deployment.Support;
using Pulumirpc;

namespace Pulumi.Engine.Tests.Deployment;

public sealed class ContinueOnErrorTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task One_dead_node_holds_up_nobody()
    {
        _stack.Cloud.Before = Down("b");
        var registered = new Dictionary<string, Registered>();

        var result = await _stack.UpAsync(Nodes(registered), Continue);

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.Equal(["a-claim", "a-files", "c-claim", "c-files"], _stack.Names.Order());
        Assert.Equal(Result.Fail, registered["b-claim"].Result);
        Assert.Equal(Result.Skip, registered["b-files"].Result);
        Assert.Equal(Result.Success, registered["c-files"].Result);
        Assert.Equal(["b is down", "update failed"], _stack.Events.Errors);
    }

    [Fact]
    public async Task The_next_up_does_just_the_rest()
    {
        _stack.Cloud.Before = Down("b");
        await _stack.UpAsync(Nodes([]), Continue);
        _stack.Cloud.Before = (_, _) => Task.CompletedTask;

        var result = await _stack.UpAsync(Nodes([]), Continue);

        Assert.Equal(DeploymentOutcome.Succeeded, result.Outcome);
        Assert.Equal(["create b-claim", "create b-files"], _stack.Cloud.Changes);
    }

    [Fact]
    public async Task What_failed_or_was_skipped_stays_in_the_state_as_it_was()
    {
        await _stack.UpAsync(Nodes([]), Continue);
        var before = _stack["b-files"];
        _stack.Cloud.Before = Down("b");

        await _stack.UpAsync(Nodes([], text: "changed"), Continue);

        Assert.Equal(6, _stack.Names.Count());
        Assert.DoesNotContain("delete b-files", _stack.Cloud.Changes);
        Assert.True(ResourceStateComparison.Equivalent(before, _stack["b-files"]));
        Assert.Equal(new PropertyValue.StringValue("changed"), _stack["a-claim"].Inputs["text"]);
        Assert.Equal(new PropertyValue.StringValue("text"), _stack["b-claim"].Inputs["text"]);
    }

    [Fact]
    public async Task What_a_failed_resource_needs_is_not_deleted()
    {
        await _stack.UpAsync(async p =>
        {
            var key = await p.ThingAsync("key");
            await p.ThingAsync("files", [("text", new Use(key))]);
        });
        _stack.Cloud.Before = Down("files");

        await _stack.UpAsync(p => p.ThingAsync("files", [("text", "no key any more")]), Continue);

        Assert.DoesNotContain("delete key", _stack.Cloud.Changes);
        Assert.Equal(["files", "key"], _stack.Names.Order());
    }

    [Fact]
    public async Task Without_it_nothing_new_begins_after_a_failure()
    {
        _stack.Cloud.Before = Down("a");

        var result = await _stack.UpAsync(async p =>
        {
            await p.ThingAsync("a");
            await p.ThingAsync("b");
        });

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.Equal(["create a"], _stack.Cloud.Changes);
        Assert.Empty(_stack.Names);
    }

    [Fact]
    public async Task Deletes_go_on_beside_one_that_failed_and_spare_what_it_needs()
    {
        await _stack.UpAsync(Nodes([]), Continue);
        _stack.Cloud.Before = Down("b-files");

        var result = await _stack.DestroyAsync(Continue);

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.Equal(["b-claim", "b-files"], _stack.Names.Order());
    }

    [Fact]
    public async Task What_needs_nothing_is_deleted_last_so_that_its_failure_finds_all_that_need_something_gone()
    {
        var key = new TaskCompletionSource();
        await _stack.UpAsync(async p =>
        {
            var key = await p.ThingAsync("key");
            await p.ThingAsync("files", dependsOn: [key]);
            await p.ThingAsync("alone");
        });
        _stack.Cloud.Before = async (call, _) =>
        {
            if (call == "delete key")
                key.SetResult();
            if (call != "delete alone")
                return;
            await key.Task; // which is deleted beside it
            throw new ProviderException("cannot");
        };

        await _stack.DestroyAsync();

        Assert.Equal("delete files", _stack.Cloud.Changes.First());
        Assert.Equal(["alone"], _stack.Names);
    }

    private static DeploymentOptions Continue(DeploymentOptions options) => options with { ContinueOnError = true };

    private static Func<string, CancellationToken, Task> Down(string node) => (call, _) =>
        call.Split(' ')[1].StartsWith(node) ? throw new ProviderException($"{node} is down") : Task.CompletedTask;

    private static Func<TestProgram, Task> Nodes(Dictionary<string, Registered> registered, string text = "text") => async program =>
    {
        foreach (var node in new[] { "a", "b", "c" })
        {
            var claim = registered[$"{node}-claim"] = await program.ThingAsync($"{node}-claim", [("text", text)]);
            registered[$"{node}-files"] = await program.ThingAsync($"{node}-files", dependsOn: [claim]);
        }
    };
}
