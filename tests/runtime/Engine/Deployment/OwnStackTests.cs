using Grpc.Core;
using Pulumi.Engine.Model;
using Pulumi.Engine.Monitor;
using Pulumi.Engine.Tests.Deployment.Support;
using Pulumirpc;

namespace Pulumi.Engine.Tests.Deployment;

/// <summary>What a program is told of its own stack, as the last run left it.</summary>
public sealed class OwnStackTests
{
    private static readonly PropertyValue Password = new PropertyValue.StringValue("hunter2").AsSecret();

    [Theory]
    [InlineData(TestStack.Name, true)]
    [InlineData($"organization/{TestStack.Project}/{TestStack.Name}", false)]
    public async Task The_resources_of_the_last_run_are_told_with_their_outputs_in_previews_too(string name, bool preview)
    {
        var stack = new TestStack();
        await stack.UpAsync(p => p.ThingAsync("a", [("password", Password), ("text", "before")]));
        PropertyMap told = PropertyMap.Empty;

        async Task Program(TestProgram p)
        {
            told = await AskAsync(p, name);
            await p.ThingAsync("a", [("password", Password), ("text", "after")]);
        }
        await (preview ? stack.PreviewAsync(Program) : stack.UpAsync(Program));

        var resource = Assert.IsType<PropertyValue.ObjectValue>(told[stack["a"].Urn]).Properties;
        Assert.Equal(new PropertyValue.StringValue("fake:index:Thing"), resource["type"]);
        var outputs = Assert.IsType<PropertyValue.ObjectValue>(resource["outputs"]).Properties;
        Assert.Equal(new PropertyValue.StringValue("before"), outputs["text"]);
        Assert.Equal(Password, outputs["password"]);
    }

    [Fact]
    public async Task Another_stack_is_refused()
    {
        var stack = new TestStack();
        RpcException? refused = null;

        await stack.UpAsync(async p => refused = await Assert.ThrowsAsync<RpcException>(() => AskAsync(p, "other")));

        Assert.Contains("not of 'other'", refused!.Status.Detail, StringComparison.Ordinal);
    }

    private static async Task<PropertyMap> AskAsync(TestProgram program, string name)
    {
        var response = await program.Monitor.Invoke(new ResourceInvokeRequest
        {
            Tok = "pulumi:pulumi:readStackResourceOutputs",
            Args = PropertyWire.Write(PropertyMap.Empty.With("stackName", new PropertyValue.StringValue(name)), keepSecrets: true),
        });
        return Assert.IsType<PropertyValue.ObjectValue>(PropertyWire.Read(response.Return)["outputs"]).Properties;
    }
}
