using Pulumi.Engine.Deployment;
using Pulumi.Engine.Tests.Deployment.Support;
using Pulumirpc;

namespace Pulumi.Engine.Tests.Deployment;

public sealed class AliasTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task What_came_into_a_component_without_a_parent_keeps_its_thing_by_an_alias_without_parent()
    {
        await _stack.UpAsync(p => p.ThingAsync("a"));

        var result = await _stack.UpAsync(async p =>
        {
            var component = await p.ComponentAsync("node");
            await p.ThingAsync("a", options: r =>
            {
                r.Parent = component.Urn;
                r.Aliases.Add(new Alias { Spec = new() { NoParent = true } });
            });
        });

        Assert.Empty(_stack.Cloud.Changes);
        Assert.Equal(1, result.Changes[StepOp.Create]);
        Assert.Equal("id-1", _stack["a"].Id);
    }

    /// <param name="marked">Whether the SDK says that its aliases are specs; that of .NET does not.</param>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_alias_keeps_a_renamed_resource_and_shows_nothing(bool marked)
    {
        await _stack.UpAsync(async p =>
        {
            var old = await p.ThingAsync("old");
            await p.ThingAsync("user", [("text", new Use(old))]);
        });

        var result = await _stack.UpAsync(async p =>
        {
            var renamed = await p.ThingAsync("new", options: r =>
            {
                r.AliasSpecs = marked;
                r.Aliases.Add(new Alias { Spec = new() { Name = "old" } });
            });
            await p.ThingAsync("user", [("text", new Use(renamed))]);
        });

        Assert.False(result.HasChanges);
        Assert.Empty(_stack.Cloud.Changes);
        Assert.Equal(["new", "user"], _stack.Names);
        Assert.Equal("id-1", _stack["new"].Id);
        Assert.Equal([_stack["new"].Urn], _stack["user"].Dependencies.ToArray());
    }

    [Fact]
    public async Task An_alias_of_what_is_deleted_and_made_anew_leaves_nobody_behind_who_names_the_old_one()
    {
        await _stack.UpAsync(async p =>
        {
            var old = await p.ThingAsync("old", [("identity", "1")]);
            await p.ThingAsync("user", dependsOn: [old]);
        });

        await _stack.UpAsync(p => p.ThingAsync("new", [("identity", "2")], options: r =>
        {
            r.DeleteBeforeReplace = true;
            r.Aliases.Add(new Alias { Spec = new() { Name = "old" } });
        }));

        // Each state on the way was checked.
        Assert.Equal(["delete old", "create new", "delete user"], _stack.Cloud.Changes);
        Assert.Equal(["new"], _stack.Names);
    }

    [Fact]
    public async Task A_renamed_component_takes_its_children_along()
    {
        Func<TestProgram, Task> program(string name, string? was) => async p =>
        {
            var component = await p.ComponentAsync(name, r =>
            {
                if (was is not null)
                    r.Aliases.Add(new Alias { Spec = new() { Name = was } });
            });
            await p.ThingAsync($"{name}-key", options: r => r.Parent = component.Urn);
        };
        await _stack.UpAsync(program("node", null));

        var result = await _stack.UpAsync(program("server", "node"));

        Assert.False(result.HasChanges);
        Assert.Equal(["server", "server-key"], _stack.Names);
        Assert.Equal("id-1", _stack["server-key"].Id);
    }
}
