using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Tests.Support;
using Pulumi.Utilities;
using Pulumirpc;

namespace Pulumi.Tests.Wire;

/// <summary>What a program asks that is no resource.</summary>
public sealed class Functions : ProgramTest
{
    private const string Token = "test:index:echo";

    [Fact]
    public async Task Arguments_AreSent_AndTheAnswerComesBackWithItsSecrets()
    {
        Output<EchoResult> answer = null!;
        Assert.Equal(0, await PreviewAsync(() => answer = Deployment.Instance.Invoke<EchoResult>(
            Token, new EchoArgs { Text = Output.CreateSecret("s"), Numbers = { 1, 2 } }, new InvokeOptions { Version = "1.2.1" })));

        var request = Assert.Single(Engine.Calls.OfType<ResourceInvokeRequest>());
        Assert.Equal((Token, "1.2.1", ""), (request.Tok, request.Version, request.Provider));
        var result = await OutputUtilities.GetValueAsync(answer);
        Assert.Equal("s", result.Text);
        Assert.Equal([1, 2], result.Numbers.AsEnumerable());
        Assert.True(await Output.IsSecretAsync(answer));
    }

    [Fact]
    public async Task OfAnUnknownArgument_NothingIsAsked()
    {
        Output<EchoResult> answer = null!;
        Assert.Equal(0, await PreviewAsync(() => answer = Deployment.Instance.Invoke<EchoResult>(
            Token, new EchoArgs { Text = OutputUtilities.CreateUnknown("") })));

        Assert.Empty(Engine.Calls.OfType<ResourceInvokeRequest>());
        Assert.False(await OutputUtilities.GetIsKnownAsync(answer));
    }

    [Fact]
    public async Task ARefusedArgument_EndsTheProgram_AndIsNamed()
    {
        Engine.OnInvoke = _ => new()
        {
            Return = new Struct(),
            Failures = { new CheckFailure { Property = "text", Reason = "is too long" } },
        };

        Assert.NotEqual(0, await UpdateAsync(() => { Deployment.Instance.Invoke<EchoResult>(Token, new EchoArgs { Text = "long" }); }));

        Assert.Contains(Engine.Logs, log => log.Message.Contains($"Invoke of '{Token}' failed: is too long (text)", StringComparison.Ordinal));
    }

    private sealed class EchoArgs : InvokeArgs
    {
        [Input("text")]
        public Input<string>? Text { get; init; }

        [Input("numbers")]
        public InputList<int> Numbers { get; init; } = [];
    }

    [OutputType]
    private sealed class EchoResult
    {
        public readonly string? Text;

        public readonly ImmutableArray<int> Numbers;

        [OutputConstructor]
        public EchoResult(string? text, ImmutableArray<int> numbers)
        {
            Text = text;
            Numbers = numbers;
        }
    }
}
