using Pulumi.Engine.Deployment;
using Pulumi.Engine.Tests.Deployment.Support;

namespace Pulumi.Engine.Tests.Deployment;

/// <summary><c>destroy --exclude-protected</c>.</summary>
public sealed class ExcludeProtectedTests
{
    private readonly TestStack _stack = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everything_goes_but_what_is_protected_and_what_that_needs(bool dryRun)
    {
        await _stack.UpAsync(Program);

        var result = await _stack.DestroyAsync(o => o with { ExcludeProtected = true, DryRun = dryRun });

        Assert.Equal(DeploymentOutcome.Succeeded, result.Outcome);
        Assert.Equal(["delete child", "delete user", "delete other"], _stack.Events.Steps);
        Assert.Equal(dryRun ? [] : ["delete child", "delete user", "delete other"], _stack.Cloud.Changes);
        Assert.Equal(3, result.Changes[StepOp.Delete]);
        // The stack as well; the default provider is not counted.
        Assert.Equal(4, result.Changes[StepOp.Same]);
        if (!dryRun)
            Assert.Equal(["needed", "component", "protected"], _stack.Names);
    }

    [Fact]
    public async Task Without_protected_ones_nothing_is_left()
    {
        await _stack.UpAsync(p => p.ThingAsync("a"));

        await _stack.DestroyAsync(o => o with { ExcludeProtected = true });

        Assert.Empty(_stack.State.Resources);
    }

    [Fact]
    public async Task What_is_excluded_by_name_stays_as_well()
    {
        await _stack.UpAsync(Program);

        await _stack.DestroyAsync(o => o with { ExcludeProtected = true, Exclude = [TestStack.UrnOf("user")] });

        Assert.Equal(["delete child"], _stack.Cloud.Changes);
    }

    /// <summary>A protected one in a component, what it needs, and what needs it.</summary>
    private static async Task Program(TestProgram p)
    {
        var other = await p.ThingAsync("other");
        var needed = await p.ThingAsync("needed");
        var component = await p.ComponentAsync("component");
        var kept = await p.ThingAsync("protected", [("text", new Use(needed))], options: r => (r.Parent, r.Protect) = (component.Urn, true));
        var user = await p.ThingAsync("user", [("text", new Use(kept))], [other]);
        await p.ThingAsync("child", dependsOn: [user], options: r => r.Parent = component.Urn);
    }
}
