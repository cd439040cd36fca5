using Pulumi.Engine.Tests.Deployment.Support;

namespace Pulumi.Engine.Tests.Deployment;

/// <summary>What an update touches of a target, or of what is excluded, and of those that need it.</summary>
public sealed class TargetDependentsTests
{
    private readonly TestStack _stack = new();

    [Theory]
    [InlineData(false, new[] { "update a" })]
    [InlineData(true, new[] { "update a", "update b", "update c", "update e" })]
    public async Task Those_that_need_a_target_follow_when_they_shall(bool dependents, string[] changes)
    {
        await _stack.UpAsync(Program("1"));

        await _stack.UpAsync(Program("2"), o => o with { Targets = [TestStack.UrnOf("a")], TargetDependents = dependents });

        Assert.Equal(changes, _stack.Cloud.Changes.Order());
    }

    [Theory]
    [InlineData(false, new[] { "update b", "update c", "update d", "update e" })]
    [InlineData(true, new[] { "update d" })]
    public async Task Those_that_need_what_is_excluded_stay_when_they_shall(bool dependents, string[] changes)
    {
        await _stack.UpAsync(Program("1"));

        await _stack.UpAsync(Program("2"), o => o with { Exclude = [TestStack.UrnOf("a")], ExcludeDependents = dependents });

        Assert.Equal(changes, _stack.Cloud.Changes.Order());
    }

    /// <summary>b needs a, c needs b, e needs both d and a.</summary>
    private static Func<TestProgram, Task> Program(string text) => async p =>
    {
        Task<Registered> Thing(string name, params Registered[] needed) => p.ThingAsync(name, [("text", text)], dependsOn: needed);
        var a = await Thing("a");
        await Thing("c", await Thing("b", a));
        await Thing("e", await Thing("d"), a);
    };
}
