using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;
using Pulumi.Engine.Tests.Deployment.Support;

namespace Pulumi.Engine.Tests.Deployment;

public sealed class StackOutputsTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task They_replace_the_old_ones()
    {
        await _stack.UpAsync(p => p.SetStackOutputsAsync(("a", Text("1")), ("b", Text("1"))));

        var result = await _stack.UpAsync(p => p.SetStackOutputsAsync(("a", Text("2"))));

        Assert.Equal(["a"], result.StackOutputs.Keys);
        Assert.Equal(Text("2"), _stack["project-dev"].Outputs["a"]);
        var shown = Assert.Single(_stack.Events.All.OfType<EngineEvent.StackOutputs>());
        Assert.Equal(["a", "b"], shown.Old.Keys);
    }

    [Fact]
    public async Task After_a_failure_old_ones_stay_where_there_is_no_new_one()
    {
        await _stack.UpAsync(p => p.SetStackOutputsAsync(("a", Text("1")), ("b", Text("1"))));
        _stack.Cloud.Before = (_, _) => throw new ProviderException("no");

        var result = await _stack.UpAsync(
            async p =>
            {
                await p.ThingAsync("thing");
                await p.SetStackOutputsAsync(("a", Text("2")), ("c", PropertyValue.Unknown));
            },
            o => o with { ContinueOnError = true });

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.Equal(Text("2"), result.StackOutputs["a"]);
        Assert.Equal(Text("1"), result.StackOutputs["b"]);
        Assert.False(result.StackOutputs.ContainsKey("c"));
    }

    [Fact]
    public async Task A_preview_shows_them_with_what_it_cannot_know()
    {
        var result = await _stack.PreviewAsync(async p =>
        {
            var thing = await p.ThingAsync("thing");
            await p.SetStackOutputsAsync(("serial", thing["serial"]));
        });

        Assert.Equal(PropertyValue.Unknown, result.StackOutputs["serial"]);
    }

    [Fact]
    public async Task A_components_outputs_enter_the_state()
    {
        await _stack.UpAsync(async p =>
        {
            var component = await p.ComponentAsync("component");
            await p.Monitor.RegisterResourceOutputs(new()
            {
                Urn = component.Urn,
                Outputs = Engine.Monitor.PropertyWire.Write(new([KeyValuePair.Create("x", Text("1"))]), keepSecrets: true),
            });
        });

        Assert.Equal(Text("1"), _stack["component"].Outputs["x"]);
    }

    private static PropertyValue Text(string text) => new PropertyValue.StringValue(text);
}
