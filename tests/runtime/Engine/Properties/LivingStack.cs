using System.Collections.Immutable;
using System.Text;
using Pulumi.Engine.Backend;
using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;
using Pulumi.Engine.Secrets;
using Pulumi.Engine.Tests.Backend;
using Pulumi.Engine.Tests.Deployment.Support;

namespace Pulumi.Engine.Tests.Properties;

/// <summary>A stack whose state is on the disk, and what is known of each difference between it and what exists.</summary>
internal sealed class LivingStack(TemporaryBackend backend, Cloud cloud) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly Lazy<PassphraseSecretsManager> Secrets = new(() => PassphraseSecretsManager.Create("correct horse"));
    private readonly Dictionary<string, bool> _retained = [];

    private Snapshot _state = Snapshot.Empty;

    private static EncryptedSecrets Codec => new(Secrets.Value);

    public RecordingEvents Events { get; private set; } = new();

    /// <summary>What the last run did, and the state after it.</summary>
    public string Story => string.Join('\n', cloud.Story.Concat(Events.Errors).Concat(_state.Resources.Select(resource =>
        $"state: {resource.Urn} {resource.Id}{(resource.Delete ? " (delete)" : "")}{(resource.PendingReplacement ? " (pending replacement)" : "")} "
        + $"needs {string.Join(", ", resource.NeededUrnsButProvider().Distinct().Select(Urn.Name))}")));

    public static async Task<LivingStack> CreateAsync(bool providerKnowsSecrets) =>
        new(await TemporaryBackend.CreateAsync(), new(providerKnowsSecrets));

    public async Task<DeploymentResult> RunAsync(PlannedRun planned)
    {
        using var interrupt = new CancellationTokenSource();
        return await RunAsync(planned, Options(planned), new(planned, interrupt), interrupt.Token);
    }

    /// <summary>Nothing goes wrong any more: what the program describes is what exists, then a preview has nothing to do, then all goes.</summary>
    public async Task ConvergeAsync(Node?[] program)
    {
        program = [.. program.Select(node => node is null ? null : node with { Options = node.Options with { Protect = false } })];
        await UnprotectAsync();
        var calm = new PlannedRun(RunVerb.Up, program, [], null, null, null, null, new(false, cloud.Gone.Count > 0, false, false));
        Require(await RunAsync(calm), DeploymentOutcome.Succeeded);
        RequireAsDescribed(program);

        var preview = await PreviewAsync(program);
        Assert.False(preview.HasChanges, $"the preview after an up is not empty: {string.Join(", ", Events.Steps)}");

        Require(await RunAsync(calm with { Verb = RunVerb.Destroy }), DeploymentOutcome.Succeeded);
        Assert.Empty(_state.Resources);
    }

    public void Dispose() => backend.Dispose();

    private Task<DeploymentResult> PreviewAsync(Node?[] program) =>
        DeployAsync(program, new DyingStore(Store(), _state, null, () => { }), new() { Kind = DeploymentKind.Update, DryRun = true }, default);

    private async Task<DeploymentResult> RunAsync(
        PlannedRun planned, DeploymentOptions options, Faults faults, CancellationToken hardCancel)
    {
        var before = _state;
        cloud.Before = faults.BeforeAsync;
        cloud.Begin(before.Resources.Where(resource => resource.Delete).Select(resource => resource.Id), planned.Verb is RunVerb.Up);
        using var inner = Store();
        var store = new DyingStore(inner, before, planned.Kill, faults.Die);
        var result = await DeployAsync(planned.Nodes, store, options, hardCancel);
        inner.Dispose();
        await cloud.IdleAsync().WaitAsync(Limit);

        foreach (var (id, retained) in store.Retained)
            _retained[id] = retained;
        _state = await ReadAsync(store.OnDisk);
        var interrupted = store.Dead || faults.Hung;
        RequireTruth(before, interrupted);
        if (interrupted || result.Outcome is not DeploymentOutcome.Succeeded)
            cloud.EndedEarly(interrupted);
        RequireNoSecretOnDisk();
        return result;
    }

    private Task<DeploymentResult> DeployAsync(
        Node?[] program, DyingStore store, DeploymentOptions options, CancellationToken hardCancel)
    {
        Events = new();
        var stack = new DeploymentTarget(
            TemporaryBackend.Stack.Project, TemporaryBackend.Stack.Name,
            ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedSet<string>.Empty);
        var run = new DeploymentRun(
            stack, _state, new PlannedProgram(program, options.Targets, cloud), [cloud], store, Events, TimeProvider.System, options);
        return run.RunAsync(CancellationToken.None, hardCancel).WaitAsync(Limit);
    }

    /// <summary>The state as the next process finds it, and again after it was made whole.</summary>
    private async Task<Snapshot> ReadAsync(Snapshot expected)
    {
        var read = await backend.State.ReadAsync(_ => Codec, CancellationToken.None);
        Assert.Equal(Text(expected), Text(read.Snapshot));
        await backend.State.RecoverAsync(CancellationToken.None);
        var whole = await backend.State.ReadAsync(_ => Codec, CancellationToken.None);
        Assert.Equal(Text(expected), Text(whole.Snapshot));
        Assert.False(File.Exists(backend.JournalPath), "there is a journal although no run lives");
        return whole.Snapshot;
    }

    /// <summary>What the state names exists, what exists is named. Each exception has its reason in the state.</summary>
    private void RequireTruth(Snapshot before, bool interrupted)
    {
        Assert.True(cloud.Violations.Count == 0, string.Join('\n', cloud.Violations));
        var named = _state.Resources
            .Where(resource => resource.Custom && !Urn.IsProviderType(resource.Type) && !resource.PendingReplacement)
            .Select(resource => resource.Id).ToHashSet();
        Assert.DoesNotContain(cloud.DeletedAgain, id => !cloud.Gone.Contains(id));
        cloud.DeletedAgain.Clear();

        foreach (var (id, thing) in cloud.Things.Where(thing => !named.Contains(thing.Key) && !cloud.Left.Contains(thing.Key)))
        {
            Assert.True(
                IsRetained(id) || (interrupted && IsPending(thing.Urn, PendingOperationKind.Creating)),
                $"{id} of {thing.Urn} exists and is in no state");
            cloud.Left.Add(id);
        }
        cloud.Gone.IntersectWith(named);
        foreach (var id in named.Where(id => !cloud.Things.ContainsKey(id) && !cloud.Gone.Contains(id)))
        {
            Assert.True(
                interrupted && _state.PendingOperations.Any(p => p.Kind is PendingOperationKind.Deleting && TakesAlong(p.Resource, id)),
                $"{id} is in the state and does not exist");
            cloud.Gone.Add(id);
        }
        if (!interrupted)
            Assert.Subset(Pending(before), Pending(_state));
    }

    private static HashSet<string> Pending(Snapshot snapshot) => [.. snapshot.PendingOperations.Select(p => $"{p.Kind} {p.Resource.Urn}")];

    private bool IsRetained(string id) => _retained.GetValueOrDefault(id) || cloud.Undecided.Contains(id)
        // It goes with its owner, which is still there.
        || (cloud.Things.TryGetValue(id, out var thing) && cloud.Things.ContainsKey(thing.Around.DeletedWith));

    private bool TakesAlong(ResourceState deleted, string id) => deleted.Id == id
        || _state.Resources.Any(resource => resource.Id == id && resource.DeletedWith.Length > 0);

    private bool IsPending(string urn, PendingOperationKind kind) =>
        _state.PendingOperations.Any(pending => pending.Kind == kind && pending.Resource.Urn == urn);

    private void RequireAsDescribed(Node?[] program)
    {
        var things = program.Select((node, place) => (node, place)).Where(p => p.node is not null && p.place >= Node.FirstThing).ToList();
        Assert.Equal(
            things.Select(p => PlannedProgram.NameOf(p.place, p.node!.Renamed)).Order(),
            _state.Resources.Where(resource => resource.Type == "fake:index:Thing").Select(resource => Urn.Name(resource.Urn)).Order());
        Assert.DoesNotContain(_state.Resources, resource => resource.Delete || resource.PendingReplacement);
        foreach (var resource in _state.Resources.Where(resource => resource.Type == "fake:index:Thing"))
            Assert.Equal(resource.Outputs.WithoutSecrets(), cloud.Things[resource.Id].Outputs.WithoutSecrets());
    }

    private void RequireNoSecretOnDisk()
    {
        foreach (var file in Directory.EnumerateFiles(backend.Folder, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(PlannedProgram.Secret, File.ReadAllText(file), StringComparison.Ordinal);
    }

    private void Require(DeploymentResult result, DeploymentOutcome outcome) =>
        Assert.True(result.Outcome == outcome, $"{result.Outcome}: {string.Join('\n', Events.Errors)}");

    /// <summary><c>state unprotect --all</c>.</summary>
    private async Task UnprotectAsync()
    {
        using var store = Store();
        var unprotected = _state with { Resources = [.. _state.Resources.Select(resource => resource with { Protect = false })] };
        await store.SaveAsync(unprotected, CancellationToken.None);
        _state = await ReadAsync(unprotected);
    }

    private JournaledSnapshotStore Store() => new(backend.State, Secrets.Value.Salt, Codec, TimeProvider.System);

    private DeploymentOptions Options(PlannedRun planned) => new()
    {
        Kind = planned.Verb switch
        {
            RunVerb.Up => DeploymentKind.Update,
            RunVerb.Refresh => DeploymentKind.Refresh,
            _ => DeploymentKind.Destroy,
        },
        ContinueOnError = planned.Switches.ContinueOnError,
        Refresh = planned.Switches.Refresh,
        Parallel = planned.Switches.OneAtATime ? 1 : DeploymentOptions.DefaultParallel,
        Targets = UrnsAt(planned.Target),
        TargetDependents = planned.Switches.TargetDependents,
        Replace = UrnsAt(planned.Verb is RunVerb.Up ? planned.Replaced : null),
    };

    private ImmutableArray<string> UrnsAt(int? place) =>
        [.. _state.Resources.Where(resource => place is { } p && Urn.Name(resource.Urn)[1..] == $"{p}").Select(resource => resource.Urn).Take(1)];

    private static string Text(Snapshot snapshot) => Encoding.UTF8.GetString(
        CheckpointJson.Write(TemporaryBackend.Stack, new(default, "", "", snapshot), PlainSecrets.Instance));
}
