using Google.Protobuf.WellKnownTypes;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;
using Pulumi.Engine.Monitor;
using Pulumi.Engine.Tests.Deployment.Support;

namespace Pulumi.Engine.Tests.Deployment;

/// <summary>What is not known yet is the matter of previews.</summary>
public sealed class UnknownInputTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task An_input_has_to_be_known_when_things_are_made()
    {
        var result = await _stack.UpAsync(Program);

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.Empty(_stack.Cloud.Changes);
        Assert.Equal(
            $"input 'text' of '{TestStack.UrnOf("a")}' is not known, and this is not a preview", Assert.Single(_stack.Events.Errors));
    }

    [Fact]
    public async Task In_a_preview_it_need_not()
    {
        var result = await _stack.PreviewAsync(Program);

        Assert.Equal(DeploymentOutcome.Succeeded, result.Outcome);
        Assert.Equal(["create a"], _stack.Events.Steps);
    }

    [Fact]
    public async Task Nor_may_a_replacement_trigger_be_unknown()
    {
        var result = await _stack.UpAsync(p => p.ThingAsync("a", options: r => r.ReplacementTrigger = Value.ForString(WireFormat.Unknown)));

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.Empty(_stack.Cloud.Changes);
        Assert.Equal($"replacement trigger contains unknowns for {TestStack.UrnOf("a")}", Assert.Single(_stack.Events.Errors));
    }

    private static Task Program(TestProgram program) => program.ThingAsync("a", [("text", PropertyValue.Unknown), ("other", "x")]);
}
