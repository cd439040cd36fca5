using Pulumi.Engine.Providers;
using Pulumi.Engine.Tests.Deployment.Support;
using Pulumirpc;

namespace Pulumi.Engine.Tests.Deployment;

/// <summary>Which of several owners takes a thing along, and when it does not after all.</summary>
public sealed class DeletedWithTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task An_original_goes_with_its_owners_original_although_there_is_a_new_owner()
    {
        await _stack.UpAsync(Program("1"));
        _stack.Cloud.Before = Fail("create last");
        await _stack.UpAsync(async p =>
        {
            await Program("2")(p);
            await p.ThingAsync("last");
        });
        Assert.Equal(["owned", "owned (delete)", "owner", "owner (delete)"], _stack.Names.Order());

        await _stack.UpAsync(Program("2"));

        Assert.Equal(["delete owner"], _stack.Cloud.Changes);
        Assert.Equal(["owned", "owner"], _stack.Names.Order());
    }

    [Fact]
    public async Task It_goes_with_an_owner_that_was_renamed_and_replaced()
    {
        await _stack.UpAsync(Program("1"));

        await _stack.UpAsync(p => p.ThingAsync("renamed", [("identity", "2")], options: r =>
            r.Aliases.Add(new Alias { Spec = new() { Name = "owner" } })));

        Assert.Equal(["create renamed", "delete renamed"], _stack.Cloud.Changes);
        Assert.Equal(["renamed"], _stack.Names);
    }

    [Fact]
    public async Task It_goes_alone_when_the_owner_could_not_go()
    {
        await _stack.UpAsync(Program("1"));
        _stack.Cloud.Before = Fail("delete owner");

        await _stack.UpAsync(
            async p =>
            {
                await p.ThingAsync("owned", [("identity", "new")]);
                await p.ThingAsync("owner", [("identity", "2")], options: r => r.DeleteBeforeReplace = true);
            },
            o => o with { ContinueOnError = true });

        Assert.Equal(["create owned", "delete owner", "delete owned"], _stack.Cloud.Changes);
        Assert.Equal(["owned", "owner"], _stack.Names.Order());
    }

    [Fact]
    public async Task Whose_deletion_is_whose_is_what_the_program_says_now()
    {
        Func<TestProgram, Task> program(string identity, bool before) => async p =>
        {
            var owner = await p.ThingAsync("owner", [("identity", identity)]);
            await p.ThingAsync("before", options: r => r.DeletedWith = before ? owner.Urn : "");
            await p.ThingAsync("now", options: r => r.DeletedWith = before ? "" : owner.Urn);
        };
        await _stack.UpAsync(program("1", before: true));

        await _stack.UpAsync(program("2", before: false));

        Assert.Equal(["replace owner", "replace now"], _stack.Events.Steps.Where(step => step.StartsWith("replace ")));
    }

    [Fact]
    public async Task An_update_of_the_owner_replaces_nothing()
    {
        Func<TestProgram, Task> program(string text) => async p =>
        {
            var owner = await p.ThingAsync("owner", [("text", text)]);
            await p.ThingAsync("owned", options: r => r.DeletedWith = owner.Urn);
        };
        await _stack.UpAsync(program("1"));

        await _stack.UpAsync(program("2"));

        Assert.Equal(["update owner"], _stack.Cloud.Changes);
    }

    [Fact]
    public async Task It_is_deleted_itself_when_only_an_original_of_its_owner_goes()
    {
        await _stack.UpAsync(Program("1"));
        _stack.Cloud.Before = Fail("create last");
        await _stack.UpAsync(async p =>
        {
            await Program("2")(p);
            await p.ThingAsync("last");
        });

        await _stack.UpAsync(p => p.ThingAsync("owner", [("identity", "2")]));

        Assert.Equal(["delete owned", "delete owner"], _stack.Cloud.Changes.Order());
        Assert.Equal(["owner"], _stack.Names);
    }

    private static Func<string, CancellationToken, Task> Fail(params string[] calls) => (actual, _) =>
        calls.Contains(actual) ? throw new ProviderException($"{actual} failed") : Task.CompletedTask;

    private static Func<TestProgram, Task> Program(string identity) => async p =>
    {
        var owner = await p.ThingAsync("owner", [("identity", identity)]);
        await p.ThingAsync("owned", options: r => r.DeletedWith = owner.Urn);
    };
}
