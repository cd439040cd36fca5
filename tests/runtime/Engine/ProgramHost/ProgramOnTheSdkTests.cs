using System.Collections.Immutable;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;
using Pulumi.Engine.ProgramHost;
using Pulumi.Engine.Providers;
using Pulumi.Engine.Tests.Deployment.Support;

namespace Pulumi.Engine.Tests.ProgramHost;

/// <summary>A real program on the SDK, built and run by the engine, with the real tls provider.</summary>
public sealed class ProgramOnTheSdkTests
{
    private readonly RecordingEvents _events = new();

    private Snapshot _state = Snapshot.Empty;

    [Fact]
    public async Task Its_life_from_install_to_destroy()
    {
        var install = await RunAsync(DeploymentKind.Update, Config());
        Assert.True(install.Outcome is DeploymentOutcome.Succeeded, string.Join('\n', _events.Errors));
        Assert.Equal(4, install.Changes[StepOp.Create]);
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", Text(install.StackOutputs["certificate"]));
        Assert.True(install.StackOutputs["key"].IsSecret());
        Assert.Equal("hunter2", Text(install.StackOutputs["password"].WithoutSecrets()));
        Assert.True(install.StackOutputs["password"].IsSecret());

        var again = await RunAsync(DeploymentKind.Update, Config());
        Assert.False(again.HasChanges);
        Assert.Equal(install.StackOutputs["certificate"], again.StackOutputs["certificate"]);

        var preview = await RunAsync(DeploymentKind.Update, Config(("sample:generation", "2")), dryRun: true);
        Assert.Equal(2, preview.Changes[StepOp.Replace]);
        Assert.Equal(PropertyValue.Unknown, preview.StackOutputs["certificate"]);

        var reissue = await RunAsync(DeploymentKind.Update, Config(("sample:generation", "2")));
        Assert.Equal(2, reissue.Changes[StepOp.Replace]);
        Assert.NotEqual(install.StackOutputs["certificate"], reissue.StackOutputs["certificate"]);
        Assert.DoesNotContain(_state.Resources, resource => resource.Delete);

        await RunAsync(DeploymentKind.Destroy, Config());
        Assert.Empty(_state.Resources);
    }

    [Fact]
    public async Task It_is_built_once()
    {
        await RunAsync(DeploymentKind.Update, Config(), dryRun: true);

        await RunAsync(DeploymentKind.Update, Config(), dryRun: true);

        Assert.DoesNotContain(_events.All, e => e is EngineEvent.Diagnostic { Ephemeral: true });
    }

    [Fact]
    public async Task What_it_prints_is_shown()
    {
        await RunAsync(DeploymentKind.Update, Config(), dryRun: true);

        Assert.Contains(_events.All.OfType<EngineEvent.Diagnostic>(), d =>
            d is { Severity: DiagnosticSeverity.Info, Message: "the program runs" });
    }

    [Fact]
    public async Task A_missing_setting_is_one_error_that_names_it()
    {
        var result = await RunAsync(DeploymentKind.Update, Config().Remove("sample:name"));

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.Contains("sample:name", Assert.Single(_events.Errors));
    }

    [Fact]
    public async Task An_exception_is_one_error()
    {
        var result = await RunAsync(DeploymentKind.Update, Config(("sample:fails", "throw")));

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.Contains("the program throws", Assert.Single(_events.Errors));
    }

    [Fact]
    public async Task An_exit_code_of_its_own_is_named()
    {
        var result = await RunAsync(DeploymentKind.Update, Config(("sample:fails", "exit")));

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.Contains("non-zero exit code: 7", Assert.Single(_events.Errors));
    }

    private static ImmutableSortedDictionary<string, string> Config(params (string Key, string Value)[] changes) =>
        changes.Aggregate(
            ImmutableSortedDictionary<string, string>.Empty
                .Add("sample:generation", "1")
                .Add("sample:name", "db1.example.test")
                .Add("sample:password", "hunter2"),
            (config, change) => config.SetItem(change.Key, change.Value));

    private async Task<DeploymentResult> RunAsync(
        DeploymentKind kind, ImmutableSortedDictionary<string, string> config, bool dryRun = false)
    {
        _events.All.Clear();
        var directory = SourceTree.PathOf("tests/runtime/Engine/ProgramHost/Sample");
        var run = new DeploymentRun(
            new("sample", "dev", config, ["sample:password"]), _state, new DotnetProgramHost(directory, directory),
            BuiltInProviders.All, new RecordingStore(_state), _events, TimeProvider.System, new() { Kind = kind, DryRun = dryRun });
        var result = await run.RunAsync(CancellationToken.None, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(3));
        _state = result.Snapshot;
        return result;
    }

    private static string Text(PropertyValue value) => ((PropertyValue.StringValue)value).Value;
}
