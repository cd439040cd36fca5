using System.Collections.Immutable;
using Pulumi.Engine.Deployment.Execution;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Deployment.Planning;

/// <summary>The steps of a replacement, in its two orders, and of the dependents that a delete-before-replace takes with it.</summary>
internal sealed class ReplacementPlanner(RunContext run, PlanState plan)
{
    /// <summary>A replacement that is not allowed was shown as an error; the run fails at its end.</summary>
    public bool SawError { get; private set; }

    /// <exception cref="RegistrationException">Something that would have to be deleted is protected.</exception>
    public async Task<ImmutableArray<Step>> ReplaceAsync(
        LedgerEntry old, ResourceState @new, bool? deleteBeforeReplace, Difference difference, CancellationToken cancel)
    {
        if (@new.Protect && old.State.Protect)
            Refuse(@new.Urn, $"""
                unable to replace resource "{@new.Urn}"
                as it is currently marked for protection. To unprotect the resource, remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`
                """);
        plan.Decide(@new.Urn, Verdict.Replaced);
        if (!(deleteBeforeReplace ?? difference.DeleteBeforeReplace) && !old.State.PendingReplacement)
            return
            [
                Step.CreateReplacement(old, @new, difference, originalRemains: true),
                Step.Replace(old, @new, difference),
            ];

        var steps = ImmutableArray.CreateBuilder<Step>();
        if (!old.State.PendingReplacement)
        {
            var dependents = (await DependentsAsync(old, cancel)).Reverse().ToList();
            HashSet<string> going = [old.State.Urn, .. dependents.Select(dependent => dependent.State.Urn)];
            foreach (var dependent in dependents)
                await DeleteDependentAsync(dependent, @new.Urn, going, steps);
            steps.Add(DeleteBeforeReplace(old, going));
        }
        steps.Add(Step.Replace(old, @new, difference));
        steps.Add(Step.CreateReplacement(old, @new, difference, originalRemains: false));
        return steps.ToImmutable();
    }

    /// <summary>What was deleted for the sake of something it depends on is registered again: no property is the reason.</summary>
    public ImmutableArray<Step> Recreate(LedgerEntry old, ResourceState @new)
    {
        plan.Decide(@new.Urn, Verdict.Replaced);
        return
        [
            Step.Replace(old, @new, Difference.None),
            Step.CreateReplacement(old, @new, Difference.None, originalRemains: false),
        ];
    }

    private Step DeleteBeforeReplace(LedgerEntry entry, HashSet<string> going)
    {
        plan.DeletedBeforeReplace.Add(entry);
        return Step.DeleteReplaced(entry, replacementFollows: true, LeavesThingAlone(entry.State, going));
    }

    private async Task DeleteDependentAsync(LedgerEntry dependent, string root, HashSet<string> going, ImmutableArray<Step>.Builder steps)
    {
        var urn = dependent.State.Urn;
        // One that another replacement deletes has to be gone before this one is; what that could not delete is tried again.
        if (dependent.State.PendingReplacement || await plan.WasDeletedAsync(dependent))
            return;
        if (dependent.State.Protect)
            Refuse(root, $"""
                unable to replace resource "{urn}" as part of replacing "{root}" as it is currently marked for protection. To unprotect the resource, remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`, or use the command:
                `pulumi state unprotect '{urn}'`
                """);
        if (dependent.State.Delete)
        {
            steps.Add(Step.Delete(dependent, LeavesThingAlone(dependent.State, going)));
            return;
        }
        steps.Add(DeleteBeforeReplace(dependent, going));
    }

    /// <param name="going">What this replacement deletes, the ones that take others along included.</param>
    private bool LeavesThingAlone(ResourceState state, HashSet<string> going) => state.RetainOnDelete
        || going.Contains(state.DeletedWith) || plan.DeletedBeforeReplace.Any(deleted => deleted.State.Urn == state.DeletedWith);

    /// <summary>
    /// Dependents that would be replaced if their inputs from the resource changed, in the order of dependencies: each is compared
    /// with its inputs made unknown. Those that only stand after it in time (<c>dependsOn</c>) or would be updated stay.
    /// </summary>
    private async Task<IEnumerable<LedgerEntry>> DependentsAsync(LedgerEntry root, CancellationToken cancel)
    {
        var replaced = new HashSet<string> { root.State.Urn };
        var dependents = new List<LedgerEntry>();
        foreach (var entry in plan.Graph.DependingOn(root, IsDecided).ToList())
        {
            if (!await IsReplacedWithAsync(entry.State, replaced, cancel))
                continue;
            replaced.Add(entry.State.Urn);
            dependents.Add(entry);
        }
        dependents.AddRange(plan.Graph.Entries.Where(entry =>
            entry.Exists && !IsDecided(entry.State.Urn) && !replaced.Contains(entry.State.Urn) && entry.State.ReplaceWith.Contains(root.State.Urn)));
        return dependents;

        // Registered before the root in this run, so it no longer depends on it.
        bool IsDecided(string urn) => plan.VerdictOf(urn) is not Verdict.None;
    }

    private async Task<bool> IsReplacedWithAsync(ResourceState state, HashSet<string> replaced, CancellationToken cancel)
    {
        if (!state.Custom || state.External)
            return false;
        if ((state.Provider.Length > 0 && replaced.Contains(ProviderReference.Parse(state.Provider).Urn))
            || replaced.Contains(state.DeletedWith))
            return true;

        var unknown = state.Inputs.Keys.Where(key =>
            state.PropertyDependencies.TryGetValue(key, out var urns) && urns.Any(replaced.Contains)).ToList();
        if (unknown.Count == 0 || Urn.IsProviderType(state.Type))
            return false;
        var inputs = unknown.Aggregate(state.Inputs, (all, key) => all.With(key, PropertyValue.Unknown));
        var provider = await run.Providers.EnsureAsync(state.Provider, run.Ledger.Base);
        var difference = await ResourceDiff.CompareAsync(provider, state, inputs, state.ReplaceOnChanges, cancel);
        return difference.Replaces;
    }

    private void Refuse(string urn, string message)
    {
        if (!run.Options.DryRun)
            throw new RegistrationException(urn, message);
        // A preview goes on, so that one sees the difference that asks for it.
        run.Events.Error(urn, message);
        SawError = true;
    }
}
