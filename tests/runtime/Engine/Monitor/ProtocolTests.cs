using Grpc.Core;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Tests.Deployment.Support;
using Pulumirpc;

namespace Pulumi.Engine.Tests.Monitor;

/// <summary>What SDKs ask besides registrations.</summary>
public sealed class ProtocolTests
{
    private readonly TestStack _stack = new();

    [Theory]
    [InlineData("aliasSpecs", true)]
    [InlineData("secrets", true)]
    [InlineData("outputValues", true)]
    [InlineData("transforms", false)]
    [InlineData("resourceHooks", false)]
    [InlineData("parameterization", false)]
    [InlineData("what is that", false)]
    public Task A_feature_is_there_or_not(string feature, bool expected) => RunAsync(async p =>
        Assert.Equal(expected, (await p.Monitor.SupportsFeature(feature)).HasSupport));

    [Fact]
    public Task A_function_of_a_package_that_is_not_here_is_refused_by_name() => RunAsync(async p =>
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(() => p.Monitor.Invoke("aws:index:getRegion"));
        Assert.Equal(StatusCode.FailedPrecondition, refusal.StatusCode);
        Assert.Contains("aws", refusal.Status.Detail);
    });

    [Fact]
    public Task A_version_that_we_are_not_is_refused() => RunAsync(async p =>
    {
        await p.Monitor.RequirePulumiVersion(">=3.0.0");
        var refusal = await Assert.ThrowsAsync<RpcException>(() => p.Monitor.RequirePulumiVersion(">=4.0.0"));
        Assert.Contains("\">=4.0.0\"", refusal.Status.Detail);
    });

    [Fact]
    public Task An_import_is_refused_by_name() => RunAsync(async p =>
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(() => p.ThingAsync("a", options: r => r.ImportId = "i-123"));
        Assert.Contains("i-123", refusal.Status.Detail);
    });

    [Fact]
    public async Task A_programs_log_is_shown()
    {
        await RunAsync(p => p.Monitor.Log(new() { Severity = LogSeverity.Warning, Message = "look", Urn = p.Stack }));

        Assert.Contains(_stack.Events.All.OfType<EngineEvent.Diagnostic>(), d =>
            d is { Severity: DiagnosticSeverity.Warning, Message: "look" } && d.Urn.Contains("pulumi:Stack"));
    }

    private async Task RunAsync(Func<TestProgram, Task> program)
    {
        var result = await _stack.UpAsync(program);

        Assert.True(result.Outcome is DeploymentOutcome.Succeeded, string.Join('\n', _stack.Events.Errors));
    }
}
