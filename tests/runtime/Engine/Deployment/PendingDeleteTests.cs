using Pulumi.Engine.Deployment;
using Pulumi.Engine.Providers;
using Pulumi.Engine.Tests.Deployment.Support;

namespace Pulumi.Engine.Tests.Deployment;

/// <summary>The original of a replacement that could not be deleted yet.</summary>
public sealed class PendingDeleteTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task It_waits_in_the_state_and_the_next_up_deletes_it_and_nothing_else()
    {
        await _stack.UpAsync(Program("1"));
        _stack.Cloud.Before = (call, _) => call == "delete a" ? throw new ProviderException("no") : Task.CompletedTask;

        var failed = await _stack.UpAsync(Program("2"));

        Assert.Equal(DeploymentOutcome.Failed, failed.Outcome);
        Assert.Equal(["a", "a (delete)"], _stack.Names);
        Assert.Contains("no", _stack.Events.Errors);

        _stack.Cloud.Before = (_, _) => Task.CompletedTask;
        var next = await _stack.UpAsync(Program("2"));

        Assert.Equal(DeploymentOutcome.Succeeded, next.Outcome);
        Assert.Equal(["delete a"], _stack.Cloud.Changes);
        Assert.Equal(["delete-replaced a"], _stack.Events.Steps);
        Assert.Equal(["a"], _stack.Names);
        Assert.Equal(["id-2"], _stack.Cloud.Things.Keys);
    }

    [Fact]
    public async Task Nothing_is_deleted_after_a_failed_create()
    {
        await _stack.UpAsync(Program("1"));
        _stack.Cloud.Before = (call, _) => call == "create b" ? throw new ProviderException("no") : Task.CompletedTask;

        await _stack.UpAsync(Program("2", withB: true));

        Assert.Equal(["create a", "create b"], _stack.Cloud.Changes);
        Assert.Equal(["a", "a (delete)"], _stack.Names);
    }

    [Fact]
    public async Task Destroy_deletes_both()
    {
        await _stack.UpAsync(Program("1"));
        _stack.Cloud.Before = (call, _) => call == "delete a" ? throw new ProviderException("no") : Task.CompletedTask;
        await _stack.UpAsync(Program("2"));
        _stack.Cloud.Before = (_, _) => Task.CompletedTask;

        await _stack.DestroyAsync();

        Assert.Empty(_stack.Cloud.Things);
        Assert.Empty(_stack.State.Resources);
    }

    [Fact]
    public async Task It_stays_as_long_as_another_that_needs_it_stays()
    {
        await _stack.UpAsync(Chain("1"));
        _stack.Cloud.Before = (call, _) => call.StartsWith("delete") ? throw new ProviderException("no") : Task.CompletedTask;
        await _stack.UpAsync(Chain("2"));
        _stack.Cloud.Before = (_, _) => Task.CompletedTask;
        Assert.Equal(["a", "a (delete)", "user", "user (delete)"], _stack.Names.Order());

        await _stack.UpAsync(Chain("2"), o => o with { Exclude = [TestStack.UrnOf("user")] });
        Assert.Empty(_stack.Cloud.Changes);

        await _stack.UpAsync(Chain("2"));
        Assert.Equal(["delete user", "delete a"], _stack.Cloud.Changes);
    }

    [Fact]
    public async Task It_stays_when_an_original_that_needs_it_cannot_go()
    {
        await _stack.UpAsync(Chain("1"));
        _stack.Cloud.Before = (call, _) => call == "delete user" ? throw new ProviderException("no") : Task.CompletedTask;
        await _stack.UpAsync(Chain("2"));

        await _stack.DestroyAsync(o => o with { ContinueOnError = true });

        Assert.Equal(["delete user", "delete user"], _stack.Cloud.Changes);
        Assert.Equal(["a", "a (delete)", "user", "user (delete)"], _stack.Names.Order());
    }

    [Fact]
    public async Task It_stays_as_well_for_one_that_could_not_be_changed_to_its_replacement()
    {
        Func<TestProgram, Task> program(string identity) => async p =>
            await p.ThingAsync("user", [("text", new Use(await p.ThingAsync("a", [("identity", identity)])))]);
        await _stack.UpAsync(program("1"));
        _stack.Cloud.Before = (call, _) => call == "update user" ? throw new ProviderException("no") : Task.CompletedTask;

        await _stack.UpAsync(program("2"), o => o with { ContinueOnError = true });

        Assert.Equal(["create a", "update user"], _stack.Cloud.Changes);
        Assert.Equal(["a", "a (delete)", "user"], _stack.Names.Order());
    }

    private static Func<TestProgram, Task> Chain(string identity) => async p =>
        await p.ThingAsync("user", [("identity", new Use(await p.ThingAsync("a", [("identity", identity)])))]);

    private static Func<TestProgram, Task> Program(string identity, bool withB = false) => async program =>
    {
        var a = await program.ThingAsync("a", [("identity", identity)]);
        if (withB)
            await program.ThingAsync("b", dependsOn: [a]);
    };
}
