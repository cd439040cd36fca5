using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.Engine.Deployment.Execution;
using Pulumi.Engine.Deployment.Planning;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;

namespace Pulumi.Engine.Deployment.Registration;

/// <summary>Answers the program's registrations: plans them one at a time, carries them out many at a time.</summary>
internal sealed class Registrar(
    RunContext run, RunControl control, PlanState plan, StepGenerator generator, StepExecutor executor, CancellationToken abandon)
    : IResourceRegistrar
{
    private readonly SemaphoreSlim _planning = new(1);
    private readonly SemaphoreSlim _parallel = new(Math.Max(1, run.Options.Parallel));
    private readonly ConcurrentDictionary<string, bool> _unavailable = [];
    private readonly ConcurrentDictionary<string, bool> _untargeted = [];
    private readonly ConcurrentDictionary<(string Package, string Version), Lazy<Task<string>>> _defaultProviders = [];
    private readonly TaskCompletionSource _signalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _shutDown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the program says that it has no more to register.</summary>
    public Task Signalled => _signalled.Task;

    /// <summary>What the program said its stack's outputs are; null when it did not.</summary>
    public PropertyMap? StackOutputs { get; private set; }

    public string StackUrn { get; private set; } = "";

    public async Task<RegistrationResult> RegisterAsync(Goal goal, CancellationToken cancel)
    {
        using var work = control.Enter();
        goal = await WithProviderAsync(goal, cancel);
        var urn = Urn.Create(run.Target.Stack, run.Target.Project, goal.Parent, goal.Type, goal.Name);
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            return await FulfilAsync(goal, urn, over.Task);
        }
        finally
        {
            over.SetResult();
        }
    }

    public async Task RegisterOutputsAsync(string urn, PropertyMap outputs, CancellationToken cancel)
    {
        using var work = control.Enter();
        if (Urn.IsStack(urn))
        {
            StackOutputs = outputs;
            return;
        }
        if (_unavailable.ContainsKey(urn) || _untargeted.ContainsKey(urn))
            return;
        var entry = executor.New(urn)
            ?? throw new DeploymentException($"outputs were registered for '{urn}', which is not a resource of this program");
        await SetOutputsAsync(entry, Known(outputs, entry.State.Outputs));
    }

    public async Task<InvokeResult> InvokeAsync(Invocation invocation, CancellationToken cancel)
    {
        using var work = control.Enter();
        if (invocation.Token == OwnStackFunction.Token)
            return OwnStackFunction.Invoke(invocation.Arguments, run.Target, run.Ledger.ToSnapshot().Resources);
        var provider = run.Providers.Find(ProviderReference.Parse(await ProviderOfAsync(invocation, cancel)))
            ?? throw new DeploymentException($"unknown provider '{invocation.Provider}' for function '{invocation.Token}'");
        return await provider.InvokeAsync(
            new(invocation.Token, invocation.Arguments, log => run.Events.Log("", log.Severity.ToDiagnostic(), log.Message, log.Ephemeral)), abandon);
    }

    public async Task SignalAndWaitForShutdownAsync(CancellationToken cancel)
    {
        _signalled.TrySetResult();
        await _shutDown.Task.WaitAsync(cancel);
    }

    public void Log(string urn, DiagnosticSeverity severity, string message, bool ephemeral) =>
        run.Events.Log(urn, severity, message, ephemeral);

    /// <summary>Lets the program end that waits in <see cref="SignalAndWaitForShutdownAsync"/>.</summary>
    public void ShutDown() => _shutDown.TrySetResult();

    /// <summary>Writes the stack's outputs, at the end of the run: after a failure the old ones stay where there is no new one.</summary>
    /// <returns>What they are now.</returns>
    public async Task<PropertyMap> FinishStackAsync(bool failed)
    {
        if (executor.New(StackUrn) is not { } entry)
            return PropertyMap.Empty;
        var before = entry.State.Outputs;
        if (StackOutputs is { } outputs)
            await SetOutputsAsync(entry, failed ? new(before.Concat(Known(outputs, before))
                .GroupBy(e => e.Key).Select(e => e.Last())) : Known(outputs, before));
        executor.FinishStack(entry);
        return entry.State.Outputs;
    }

    /// <param name="over">Ends with this call.</param>
    private async Task<RegistrationResult> FulfilAsync(Goal goal, string urn, Task over)
    {
        var steps = await PlanAsync(goal, urn, over);
        if (steps.IsEmpty)
        {
            _unavailable[urn] = true;
            return new(Bare(goal, urn), RegistrationOutcome.Skipped);
        }
        if (goal.Type == Urn.StackType)
            StackUrn = urn;
        if (steps[^1].IsSkippedCreate)
            _untargeted[urn] = true;
        return await ExecuteAsync(steps, urn)
            ? new(executor.New(steps[^1].Urn)?.State ?? steps[^1].New!, RegistrationOutcome.Succeeded)
            : new(Bare(goal, urn) with { Id = plan.Old(urn)?.State.Id ?? "" }, RegistrationOutcome.Failed);
    }

    private async Task<ImmutableArray<Step>> PlanAsync(Goal goal, string urn, Task over)
    {
        await _planning.WaitAsync(abandon);
        try
        {
            control.ThrowIfStopping();
            if (goal.Parent.Length > 0 && !plan.Registered.Contains(goal.Parent))
                throw new RegistrationException(urn, $"could not find parent resource {goal.Parent}");
            if (!plan.Registered.Add(urn))
                throw new RegistrationException(urn, $"Duplicate resource URN '{urn}'; try giving it a unique name");
            var steps = await generator.GenerateAsync(goal, urn, _unavailable.ContainsKey, abandon);
            plan.Deleting(steps, over);
            return steps;
        }
        catch (Exception e) when (e is RegistrationException or ProviderException or DeploymentException or FormatException)
        {
            run.Events.Error(e is RegistrationException about ? about.Urn : urn, e.Message);
            control.Refuse();
            throw new RunStoppedException();
        }
        finally
        {
            _planning.Release();
        }
    }

    private async Task<bool> ExecuteAsync(ImmutableArray<Step> steps, string urn)
    {
        await _parallel.WaitAsync(abandon);
        try
        {
            foreach (var step in steps)
            {
                control.ThrowIfStopping();
                await executor.ExecuteAsync(step);
            }
            return true;
        }
        catch (StepFailedException)
        {
            _unavailable[urn] = true;
            control.Fail(goOn: run.Options.ContinueOnError);
            control.ThrowIfStopping();
            return false;
        }
        finally
        {
            _parallel.Release();
        }
    }

    private async Task<Goal> WithProviderAsync(Goal goal, CancellationToken cancel)
    {
        if (!goal.Custom || goal.Provider.Length > 0)
            return goal;
        var package = Urn.Package(goal.Type);
        try
        {
            var version = goal.Version.Length > 0 ? goal.Version : run.Providers.FactoryOf(package, "").Version;
            if (Urn.IsProviderType(goal.Type))
                return goal.Inputs.ContainsKey(ProviderInputs.Version)
                    ? goal
                    : goal with { Inputs = goal.Inputs.With(ProviderInputs.Version, new PropertyValue.StringValue(version)) };
            run.Providers.FactoryOf(package, version);
            return goal with { Provider = await DefaultProvider(package, version, cancel).Value };
        }
        catch (DeploymentException e)
        {
            run.Events.Error(Urn.Create(run.Target.Stack, run.Target.Project, goal.Parent, goal.Type, goal.Name), e.Message);
            control.Refuse();
            throw new RunStoppedException();
        }
    }

    private async Task<string> ProviderOfAsync(Invocation invocation, CancellationToken cancel)
    {
        if (invocation.Provider.Length > 0)
            return invocation.Provider;
        var package = Urn.Package(invocation.Token);
        var version = run.Providers.FactoryOf(package, invocation.Version).Version;
        return await DefaultProvider(package, invocation.Version.Length > 0 ? invocation.Version : version, cancel).Value;
    }

    private Lazy<Task<string>> DefaultProvider(string package, string version, CancellationToken cancel) =>
        _defaultProviders.GetOrAdd((package, version), _ => new(async () =>
        {
            var result = await RegisterAsync(DefaultProviders.Goal(run.Target, package, version), cancel);
            if (result.Outcome is not RegistrationOutcome.Succeeded)
                throw new DeploymentException($"the default provider of '{package}' could not be configured: mend {package}:* in the stack's configuration");
            return new ProviderReference(result.State.Urn, result.State.Id).ToString();
        }));

    private async Task SetOutputsAsync(LedgerEntry entry, PropertyMap outputs)
    {
        if (!entry.State.Outputs.Equals(outputs))
            await run.Ledger.CommitAsync(0, durable: true, new LedgerWrite(entry, entry.State with { Outputs = outputs }));
    }

    /// <summary>What a failed resource left unknown keeps its old value: the state holds no unknowns.</summary>
    private PropertyMap Known(PropertyMap outputs, PropertyMap before) => run.Options.DryRun
        ? outputs
        : new(outputs
            .Select(e => KeyValuePair.Create(e.Key, e.Value.HasUnknown() ? before.GetValueOrDefault(e.Key) : e.Value))
            .Where(e => e.Value is not null)!);

    private static ResourceState Bare(Goal goal, string urn) => new() { Urn = urn, Type = goal.Type, Custom = goal.Custom };
}
