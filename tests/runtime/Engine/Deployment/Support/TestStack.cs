using System.Collections.Immutable;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Tests.Deployment.Support;

/// <summary>A stack that lives from run to run: its state, its cloud, and what the last run did.</summary>
internal sealed class TestStack
{
    public const string Project = "project";
    public const string Name = "dev";

    public FakeProvider Cloud { get; init; } = new();

    public ImmutableSortedDictionary<string, string> SecretConfiguration { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public Snapshot State { get; set; } = Snapshot.Empty;

    public RecordingEvents Events { get; private set; } = new();

    public RecordingStore Store { get; private set; } = new(Snapshot.Empty);

    public CancellationTokenSource SoftCancel { get; } = new();

    public CancellationTokenSource HardCancel { get; } = new();

    public static string UrnOf(string name, string type = "fake:index:Thing") => Urn.Create(Name, Project, "", type, name);

    public Task<DeploymentResult> UpAsync(Func<TestProgram, Task> program, Func<DeploymentOptions, DeploymentOptions>? options = null) =>
        RunAsync(new FunctionHost(program), new() { Kind = DeploymentKind.Update }, options);

    public Task<DeploymentResult> PreviewAsync(Func<TestProgram, Task> program, Func<DeploymentOptions, DeploymentOptions>? options = null) =>
        RunAsync(new FunctionHost(program), new() { Kind = DeploymentKind.Update, DryRun = true }, options);

    public Task<DeploymentResult> DestroyAsync(Func<DeploymentOptions, DeploymentOptions>? options = null) =>
        RunAsync(NoProgram(), new() { Kind = DeploymentKind.Destroy }, options);

    public Task<DeploymentResult> RefreshAsync(Func<DeploymentOptions, DeploymentOptions>? options = null) =>
        RunAsync(NoProgram(), new() { Kind = DeploymentKind.Refresh }, options);

    /// <summary>The live resource of that name.</summary>
    public ResourceState this[string name] => State.Resources.Single(r => Urn.Name(r.Urn) == name && !r.Delete);

    public IEnumerable<string> Names => State.Resources
        .Where(r => !Urn.IsProviderType(r.Type) && r.Type != Urn.StackType)
        .Select(r => Urn.Name(r.Urn) + (r.Delete ? " (delete)" : ""));

    public async Task<DeploymentResult> RunAsync(
        IProgramHost host, DeploymentOptions kind, Func<DeploymentOptions, DeploymentOptions>? options = null)
    {
        kind = options?.Invoke(kind) ?? kind;
        Cloud.Calls.Clear();
        (Events, Store) = (new(), new(State));
        var target = new DeploymentTarget(
            Project, Name, SecretConfiguration, [.. SecretConfiguration.Keys]);
        var run = new DeploymentRun(
            target, State, host, [Cloud], Store, Events, TimeProvider.System, kind);
        var result = await run.RunAsync(SoftCancel.Token, HardCancel.Token).WaitAsync(TimeSpan.FromSeconds(60));
        if (kind.DryRun)
            Assert.Single(Store.States);
        else
            Assert.Equal(1, Store.Saves);
        State = result.Snapshot;
        return result;
    }

    private static FunctionHost NoProgram() => new(_ => throw new InvalidOperationException("no program runs in this"));
}
