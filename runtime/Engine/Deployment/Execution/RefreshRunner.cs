using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.Engine.Deployment.Planning;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;

namespace Pulumi.Engine.Deployment.Execution;

/// <summary>Reads what is really there into the state.</summary>
internal sealed class RefreshRunner(RunContext run, RunControl control, Targeting targeting, CancellationToken abandon)
{
    private readonly ConcurrentBag<LedgerEntry> _gone = [];
    private readonly SemaphoreSlim _parallel = new(Math.Max(1, run.Options.Parallel));

    /// <param name="count">Whether refreshes are the run's changes, or only prepare it.</param>
    public async Task RunAsync(bool count)
    {
        var included = run.Ledger.Base.Where(entry => targeting.Includes(entry.State)).ToList();
        await Task.WhenAll(included.Select(entry => RefreshAsync(Step.Refresh(entry), count)));
        await TidyAsync();
    }

    private async Task RefreshAsync(Step step, bool count)
    {
        await _parallel.WaitAsync(abandon);
        var started = run.Clock.GetTimestamp();
        var before = step.Old!.State;
        try
        {
            if (control.Stopping.IsCancellationRequested)
                return;
            using var work = control.Enter();
            run.Events.Send(new EngineEvent.ResourcePre(step.ToMetadata(before, before)));
            var (after, difference) = await ReadAsync(before);
            if (after is null)
                _gone.Add(step.Old);
            else if (!ReferenceEquals(before, after))
                await run.Ledger.CommitAsync(0, durable: true, new LedgerWrite(step.Old, after));
            var became = !count ? StepOp.Refresh : after is null ? StepOp.Delete : difference.HasChanges ? StepOp.Update : StepOp.Same;
            var done = step.ToMetadata(before, after) with { Op = became, Diffs = difference.Changed, IsDetailed = difference.IsDetailed };
            run.Events.Done(done, run.Clock.GetElapsedTime(started), count);
        }
        catch (Exception e) when (e is ProviderException or DeploymentException)
        {
            run.Events.Error(before.Urn, e.Message);
            run.Events.Send(new EngineEvent.StepFailed(
                step.ToMetadata(before, before), e.Message, run.Clock.GetElapsedTime(started)));
            control.Fail(goOn: true);
        }
        finally
        {
            _parallel.Release();
        }
    }

    /// <returns>
    /// The very same state when nothing was read that is new, null when the thing is gone; and what an update of the same program
    /// would find to change now.
    /// </returns>
    private async Task<(ResourceState? After, Difference Difference)> ReadAsync(ResourceState state)
    {
        if (!state.Custom || Urn.IsProviderType(state.Type) || state.PendingReplacement)
            return (state, Difference.None);
        var provider = await run.Providers.EnsureAsync(state.Provider, run.Ledger.Base);
        if (await provider.ReadAsync(new(state.Urn, state.Id, state.Inputs, state.Outputs), abandon) is not { } read)
            return (null, Difference.None);
        var after = SecretAnnotation.WithSecretOutputs(state with { Id = read.Id, Inputs = read.Inputs, Outputs = read.Outputs });
        var difference = await ResourceDiff.CompareAsync(provider, after, state.Inputs, [], abandon);
        return (ResourceStateComparison.Equivalent(state, after) ? state : after with { Modified = run.Clock.GetUtcNow() }, difference);
    }

    /// <summary>
    /// What is gone leaves the state, and in the same write nobody names it any more. Inputs that depend on nothing leave the
    /// lists of dependencies, as the official engine's refresh has it; the next update puts them back.
    /// </summary>
    private async Task TidyAsync()
    {
        var gone = _gone.ToHashSet();
        var known = new HashSet<string>();
        var writes = gone.Select(entry => new LedgerWrite(entry, null)).ToList();
        foreach (var entry in run.Ledger.Base.Where(entry => !gone.Contains(entry)))
        {
            known.Add(entry.State.Urn);
            if (entry.State.NeededUrnsButProvider().Any(urn => !known.Contains(urn)) || entry.State.PropertyDependencies.Values.Any(urns => urns.IsEmpty))
                writes.Add(new(entry, Without(entry.State, urn => !known.Contains(urn))));
        }
        if (writes.Count > 0)
            await run.Ledger.CommitAsync(0, durable: true, writes);
    }

    private static ResourceState Without(ResourceState state, Func<string, bool> gone) => state with
    {
        Parent = state.Parent.Length > 0 && gone(state.Parent) ? "" : state.Parent,
        Dependencies = [.. state.Dependencies.Where(urn => !gone(urn))],
        PropertyDependencies = state.PropertyDependencies
            .Select(e => KeyValuePair.Create(e.Key, e.Value.RemoveAll(urn => gone(urn))))
            .Where(e => !e.Value.IsEmpty)
            .ToImmutableSortedDictionary(state.PropertyDependencies.KeyComparer),
        DeletedWith = state.DeletedWith.Length > 0 && gone(state.DeletedWith) ? "" : state.DeletedWith,
        ReplaceWith = [.. state.ReplaceWith.Where(urn => !gone(urn))],
    };
}
