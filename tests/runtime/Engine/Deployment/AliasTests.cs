using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;
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

    [Fact]
    public async Task A_child_that_a_killed_run_did_not_come_to_follows_its_renamed_parent_in_the_next_one()
    {
        await _stack.UpAsync(async p => await p.ThingAsync("old-key", options: InThe(await p.ComponentAsync("old"))));
        // As the state is then: the parent has its new name, the child its old one.
        await _stack.UpAsync(async p => await p.ThingAsync("old-key", options: InThe(await p.ComponentAsync("new", options: Formerly))));

        var result = await _stack.UpAsync(async p => await p.ThingAsync("new-key", options: InThe(await p.ComponentAsync("new", options: Formerly))));

        Assert.Empty(_stack.Cloud.Changes);
        Assert.Equal(0, result.Changes.GetValueOrDefault(StepOp.Create));
        Assert.Equal("id-1", _stack["new-key"].Id);
    }

    [Fact]
    public async Task A_child_of_another_resource_that_has_the_old_name_by_now_stays_where_it_is()
    {
        await _stack.UpAsync(async p =>
        {
            await p.ComponentAsync("new");
            await p.ThingAsync("old-key", options: InThe(await p.ComponentAsync("old")));
        });

        await _stack.UpAsync(async p =>
        {
            await p.ThingAsync("new-key", options: InThe(await p.ComponentAsync("new", options: Formerly)));
            await p.ThingAsync("old-key", options: InThe(await p.ComponentAsync("old")));
        });

        Assert.Equal("id-1", _stack["old-key"].Id);
        Assert.Equal("id-2", _stack["new-key"].Id);
    }

    private static Action<RegisterResourceRequest> InThe(Registered parent) => request => request.Parent = parent.Urn;

    private static void Formerly(RegisterResourceRequest request) => request.Aliases.Add(new Alias { Spec = new() { Name = "old" } });

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

    [Theory]
    [InlineData("name")]
    [InlineData("type")]
    [InlineData("parent")]
    [InlineData("urn")]
    [InlineData("urn of an older SDK")]
    public async Task An_alias_says_what_was_different_and_the_rest_is_as_it_is_now(string different)
    {
        await _stack.UpAsync(async p =>
        {
            var shelf = await p.ComponentAsync("shelf", r => r.Type = "test:index:Shelf");
            await p.ThingAsync(different == "name" ? "was" : "a", options: r =>
            {
                r.Parent = shelf.Urn;
                r.Type = different == "type" ? "fake:index:Stuff" : r.Type;
            });
        });
        var was = _stack.State.Resources.Single(r => r.Id == "id-1").Urn;

        await _stack.UpAsync(async p =>
        {
            var shelf = await p.ComponentAsync("shelf", r => r.Type = "test:index:Shelf");
            var box = await p.ComponentAsync("box", r => r.Type = "test:index:Box");
            await p.ThingAsync("a", options: r =>
            {
                r.Parent = different is "name" or "type" ? shelf.Urn : box.Urn;
                if (different == "urn of an older SDK")
                    r.AliasURNs.Add(was);
                else
                    r.Aliases.Add(different switch
                    {
                        "name" => new Alias { Spec = new() { Name = "was" } },
                        "type" => new Alias { Spec = new() { Type = "fake:index:Stuff" } },
                        "parent" => new Alias { Spec = new() { ParentUrn = shelf.Urn } },
                        _ => new Alias { Urn = was },
                    });
            });
        });

        Assert.Empty(_stack.Cloud.Changes);
        Assert.Equal("id-1", _stack["a"].Id);
        Assert.NotEqual(was, _stack["a"].Urn);
    }

    [Theory]
    [InlineData("elsewhere", TestStack.Name)]
    [InlineData(TestStack.Project, "other")]
    public async Task What_came_with_a_state_of_another_name_is_kept_by_an_alias_of_that_name(string project, string stack)
    {
        await _stack.UpAsync(p => p.ThingAsync("a"));
        _stack.State = new StackRename(TestStack.Project, TestStack.Name, project, stack).Apply(_stack.State);

        await _stack.UpAsync(p => p.ThingAsync("a", options: r => r.Aliases.Add(new Alias
        {
            Spec = project == TestStack.Project ? new() { Stack = stack } : new() { Project = project },
        })));

        Assert.Empty(_stack.Cloud.Changes);
        Assert.Equal((TestStack.UrnOf("a"), "id-1"), (_stack["a"].Urn, _stack["a"].Id));
    }

    [Fact]
    public async Task The_first_alias_that_there_was_counts_and_an_own_name_before_all()
    {
        await _stack.UpAsync(async p =>
        {
            await p.ThingAsync("own");
            await p.ThingAsync("first");
            await p.ThingAsync("second");
        });

        await _stack.UpAsync(async p =>
        {
            await p.ThingAsync("own", options: r => r.Aliases.Add(new Alias { Spec = new() { Name = "second" } }));
            await p.ThingAsync("new", options: r => r.Aliases.AddRange(
                new[] { "never", "first", "second" }.Select(name => new Alias { Spec = new() { Name = name } })));
        });

        Assert.Equal(["delete second"], _stack.Cloud.Changes);
        Assert.Equal(("id-1", "id-2"), (_stack["own"].Id, _stack["new"].Id));
    }

    [Theory]
    [InlineData("old", null, "new", "old", "Duplicate resource alias")] // it is there itself
    [InlineData("one", "old", "two", "old", "Duplicate resource alias")] // another has taken it over
    [InlineData("new", "old", "old", null, "Duplicate resource URN")] // it was taken over
    public async Task Two_cannot_have_been_the_same(string first, string? firstWas, string second, string? secondWas, string complaint)
    {
        await _stack.UpAsync(p => p.ThingAsync("old"));

        Task<Registered> register(TestProgram p, string name, string? was) => p.ThingAsync(name, options: r =>
        {
            if (was is not null)
                r.Aliases.Add(new Alias { Spec = new() { Name = was } });
        });
        var result = await _stack.UpAsync(async p =>
        {
            await register(p, first, firstWas);
            await register(p, second, secondWas);
        });

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.StartsWith($"{complaint} '{TestStack.UrnOf("old")}'", Assert.Single(_stack.Events.Errors));
        Assert.Empty(_stack.Cloud.Changes);
        Assert.Equal("id-1", Assert.Single(_stack.Cloud.Things).Key);
    }

    [Fact]
    public async Task Two_with_an_alias_that_never_was_are_two_new_ones()
    {
        var never = new Alias { Spec = new() { Name = "never" } };

        var result = await _stack.UpAsync(async p =>
        {
            await p.ThingAsync("a", options: r => r.Aliases.Add(never));
            await p.ThingAsync("b", options: r => r.Aliases.Add(never));
        });

        Assert.Equal(DeploymentOutcome.Succeeded, result.Outcome);
        Assert.Equal(["create a", "create b"], _stack.Cloud.Changes);
    }

    [Theory]
    [InlineData("in it still")]
    [InlineData("in it still, and says so")]
    [InlineData("no longer in it")]
    public async Task A_child_of_a_component_of_another_type_may_have_had_another_name_too(string place)
    {
        await _stack.UpAsync(async p =>
        {
            var shelf = await p.ComponentAsync("shelf", r => r.Type = "test:index:Shelf");
            await p.ThingAsync("lamp", options: r => r.Parent = shelf.Urn);
            await p.ThingAsync("old", options: r => r.Parent = shelf.Urn);
        });

        var result = await _stack.UpAsync(async p =>
        {
            var box = await p.ComponentAsync("box", r =>
            {
                r.Type = "test:index:Box";
                r.Aliases.Add(new Alias { Spec = new() { Name = "shelf", Type = "test:index:Shelf" } });
            });
            await p.ThingAsync("lamp", options: r => r.Parent = box.Urn);
            await p.ThingAsync("new", options: r =>
            {
                r.Parent = place == "no longer in it" ? p.Stack : box.Urn;
                r.AliasURNs.Add("not a URN");
                r.Aliases.Add(new Alias { Spec = place == "in it still" ? new() { Name = "old" } : new() { Name = "old", ParentUrn = box.Urn } });
            });
        });

        Assert.False(result.HasChanges);
        Assert.Equal(["box", "lamp", "new"], _stack.Names);
        Assert.Equal(("id-1", "id-2"), (_stack["lamp"].Id, _stack["new"].Id));
    }
}
