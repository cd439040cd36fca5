using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;
using Pulumi.Engine.Tests.Deployment.Support;

namespace Pulumi.Engine.Tests.Deployment;

/// <summary>A provider that the program made itself, with things that it made and things of others that need those.</summary>
public sealed class ProviderReplacementTests
{
    private const string ProviderType = "pulumi:providers:fake";
    private static readonly string Provider = TestStack.UrnOf("provider", ProviderType);

    private readonly TestStack _stack = new();

    [Fact]
    public async Task Things_stay_with_the_new_one_and_the_old_one_goes_at_the_end()
    {
        await _stack.UpAsync(Program());
        var before = _stack["provider"].Id;

        var result = await _stack.UpAsync(Program(), Replaced);

        Assert.Equal(
            ["create-replacement provider", "replace provider", "delete-replaced provider"],
            _stack.Events.Steps);
        Assert.Equal(1, result.Changes[StepOp.Replace]);
        Assert.Empty(_stack.Cloud.Changes);
        Assert.NotEqual(before, _stack["provider"].Id);
        Assert.Equal($"{Provider}::{_stack["provider"].Id}", _stack["made"].Provider);
    }

    [Fact]
    public async Task When_it_is_deleted_first_all_that_it_made_goes_before_it_and_comes_back()
    {
        await _stack.UpAsync(Program(deleteBeforeReplace: true));

        await _stack.UpAsync(Program(deleteBeforeReplace: true), Replaced);

        Assert.Equal(
            ["delete-replaced user", "delete-replaced also-made", "delete-replaced made", "delete-replaced provider"],
            _stack.Events.Steps.Take(4));
        Assert.Equal(
            ["delete user", "delete also-made", "delete made", "create made", "create also-made", "create user"],
            _stack.Cloud.Changes);
        Assert.Equal(["made", "also-made", "user", "by-dependsOn"], _stack.Names);
        Assert.Equal($"{Provider}::{_stack["provider"].Id}", _stack["made"].Provider);
        Assert.Equal(4, _stack.Cloud.Things.Count);
    }

    [Fact]
    public async Task A_protected_thing_that_it_made_forbids_that()
    {
        await _stack.UpAsync(Program(deleteBeforeReplace: true, protect: true));

        var result = await _stack.UpAsync(Program(deleteBeforeReplace: true, protect: true), Replaced);

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.Contains($"unable to replace resource \"{TestStack.UrnOf("made")}\" as part of replacing \"{Provider}\"", _stack.Events.Errors.First());
        Assert.Empty(_stack.Cloud.Changes);
    }

    [Fact]
    public async Task It_goes_after_what_it_made()
    {
        await _stack.UpAsync(Program());

        await _stack.DestroyAsync();

        Assert.Equal("delete provider", _stack.Events.Steps.Last());
        Assert.Empty(_stack.State.Resources);
    }

    private static DeploymentOptions Replaced(DeploymentOptions options) => options with { Replace = [Provider] };

    /// <summary>made and also-made by the provider, user (replaced when made is) by the default one.</summary>
    private static Func<TestProgram, Task> Program(bool deleteBeforeReplace = false, bool protect = false) => async p =>
    {
        var provider = await p.ThingAsync("provider", options: r =>
        {
            r.Type = ProviderType;
            if (deleteBeforeReplace)
                r.DeleteBeforeReplace = true;
        });
        var reference = $"{provider.Urn}::{(provider.Id.Length > 0 ? provider.Id : ProviderReference.UnknownId)}";
        var made = await p.ThingAsync("made", options: r => (r.Provider, r.Protect) = (reference, protect));
        await p.ThingAsync("also-made", dependsOn: [made], options: r => r.Provider = reference);
        await p.ThingAsync("user", [("identity", new Use(made))]);
        await p.ThingAsync("by-dependsOn", dependsOn: [made]);
    };
}
