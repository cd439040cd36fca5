using Pulumi.Engine.Deployment.Execution;
using Pulumi.Engine.Deployment.Planning;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;

namespace Pulumi.Engine.Deployment;

/// <summary>One preview, up, refresh or destroy.</summary>
public sealed class DeploymentRun(
    DeploymentTarget target,
    Snapshot snapshot,
    IProgramHost program,
    IReadOnlyList<IProviderFactory> providers,
    ISnapshotStore store,
    IEngineEvents events,
    TimeProvider clock,
    DeploymentOptions options)
{
    /// <summary>How long work that was told to stop by force may take to end in good order.</summary>
    private static readonly TimeSpan GraceAfterForce = TimeSpan.FromSeconds(2);

    /// <summary>Runs once. What goes wrong is told by events; the state holds every operation that was finished.</summary>
    /// <param name="softCancel">No new operation starts; those under way end. The run fails.</param>
    /// <param name="hardCancel">Operations under way are abandoned; they stay in the state as pending.</param>
    /// <exception cref="DeploymentException">The state could not be written at the end.</exception>
    public async Task<DeploymentResult> RunAsync(CancellationToken softCancel, CancellationToken hardCancel)
    {
        var started = clock.GetTimestamp();
        await using var registry = new ProviderRegistry(providers);
        using var control = new RunControl();
        using var stop = softCancel.Register(control.Stop);
        using var abandon = hardCancel.Register(control.Stop);
        var run = new RunContext(
            target, options, new(snapshot, options.DryRun ? null : store), registry, new(events, new(target.Secrets)), clock);

        var outputs = OutputsOfStack(snapshot);
        var work = Task.Run(async () => outputs = await WorkAsync(run, control, hardCancel) ?? outputs, CancellationToken.None);
        try
        {
            await WaitAsync(work, hardCancel);
        }
        catch (Exception e)
        {
            // A defect of the engine: what was done is in the state all the same.
            run.Events.Error("", $"the engine failed: {e}");
            control.Refuse();
        }
        run.Ledger.Freeze();

        var outcome = hardCancel.IsCancellationRequested ? DeploymentOutcome.Cancelled
            : control.Failed || control.Refused || softCancel.IsCancellationRequested ? DeploymentOutcome.Failed
            : DeploymentOutcome.Succeeded;
        if (outcome is not DeploymentOutcome.Succeeded && !control.Refused)
            run.Events.Error("", $"{(options.DryRun ? "preview" : "update")} {(control.Failed || hardCancel.IsCancellationRequested ? "failed" : "canceled")}");
        var (changes, duration) = (run.Events.Changes, clock.GetElapsedTime(started));
        Snapshot result;
        try
        {
            result = await run.Ledger.SaveAsync(CancellationToken.None);
        }
        catch
        {
            run.Events.Close(new(DeploymentOutcome.Failed, changes, duration));
            throw;
        }
        // An update has told them already.
        if (options is { Kind: not DeploymentKind.Update, DryRun: false } && outcome is DeploymentOutcome.Succeeded && !result.Resources.IsEmpty)
            run.Events.Send(new EngineEvent.StackOutputs(OutputsOfStack(snapshot), OutputsOfStack(result)));
        run.Events.Close(new(outcome, changes, duration));
        return new(outcome, options.DryRun ? snapshot : result, changes, outputs, duration);
    }

    /// <returns>The stack's outputs; null when the run did not come to set them.</returns>
    private async Task<PropertyMap?> WorkAsync(RunContext run, RunControl control, CancellationToken abandon)
    {
        var targeting = new Targeting(options);
        if (!options.DryRun)
        {
            if (options.Kind is not DeploymentKind.Refresh)
                PendingOperations.Warn(snapshot, run.Events);
            await PendingOperations.ForgetAsync(snapshot, run.Ledger, creates: options.ClearPendingCreates);
        }
        if (options.Kind is DeploymentKind.Refresh || options.Refresh)
        {
            if (RequireExisting(run, control, targeting.RequiredTargets, new(run.Ledger)))
                await new RefreshRunner(run, control, targeting, abandon).RunAsync(count: options.Kind is DeploymentKind.Refresh);
            if (control.Failed || control.Refused || options.Kind is DeploymentKind.Refresh)
                return null;
        }

        var plan = new PlanState(run.Ledger);
        if (!RequireExisting(run, control, targeting.RequiredReplaces, plan))
            return null;
        var executor = new StepExecutor(run, abandon);
        var deletes = new DeletePhase(run, control, plan, targeting, new(run, control, executor));
        if (options.Kind is DeploymentKind.Update)
            return await new UpdatePhase(run, control, plan, targeting, executor, deletes, program, abandon).RunAsync();
        if (RequireExisting(run, control, targeting.RequiredTargets, plan))
            await deletes.RunAsync();
        return null;
    }

    private static bool RequireExisting(RunContext run, RunControl control, IEnumerable<string> urns, PlanState plan)
    {
        var missing = urns.Where(urn => !plan.Knows(urn)).ToList();
        foreach (var urn in missing)
            run.Events.Error("", UpdatePhase.NotFound(urn));
        if (missing.Count > 0)
            control.Refuse();
        return missing.Count == 0;
    }

    /// <summary>Waits for the work; gives it up shortly after it was told to stop by force.</summary>
    private async Task WaitAsync(Task work, CancellationToken hardCancel)
    {
        var cancelled = new TaskCompletionSource();
        using var registration = hardCancel.Register(cancelled.SetResult);
        await Task.WhenAny(work, cancelled.Task);
        if (!hardCancel.IsCancellationRequested)
        {
            await work;
            return;
        }
        // What answers its cancellation ends in good order; what does not is left behind.
        await Task.WhenAny(work, Task.Delay(GraceAfterForce, clock, CancellationToken.None));
        _ = work.ContinueWith(task => task.Exception, TaskScheduler.Default);
    }

    private static PropertyMap OutputsOfStack(Snapshot snapshot) =>
        snapshot.Resources.FirstOrDefault(resource => resource.Type == Urn.StackType)?.Outputs ?? PropertyMap.Empty;
}
