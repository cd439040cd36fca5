using Pulumi.Engine.Deployment.Execution;

namespace Pulumi.Engine.Deployment.Planning;

/// <summary>A delete, and the resources whose deletion must be over before it.</summary>
/// <param name="Layer">0 for what needs none of those that go; else one more than the highest of those it needs.</param>
internal sealed record PlannedDelete(Step Step, int Layer, IReadOnlyCollection<LedgerEntry> Dependents);

/// <summary>What is left to delete when the program has registered all it wants, or when everything goes.</summary>
internal sealed class DeletePlanner(RunContext run, PlanState plan, Targeting targeting)
{
    /// <exception cref="RegistrationException">A dependent of a target is not itself a target.</exception>
    public IReadOnlyList<PlannedDelete> Plan()
    {
        var needs = plan.Graph.Needs();
        var condemned = Condemned();
        Spare(condemned, needs);

        var dependents = condemned.ToDictionary(entry => entry, _ => new List<LedgerEntry>());
        var layers = new Dictionary<LedgerEntry, int>();
        foreach (var entry in plan.Graph.Entries.Where(condemned.Contains))
        {
            var needed = needs[entry].Where(condemned.Contains).ToList();
            layers[entry] = needed.Count == 0 ? 0 : needed.Max(n => layers[n]) + 1;
            needed.ForEach(n => dependents[n].Add(entry));
        }
        return [.. plan.Graph.Entries.Where(condemned.Contains).Reverse().Select(entry =>
            new PlannedDelete(StepOf(entry, condemned), layers[entry], dependents[entry]))];
    }

    private HashSet<LedgerEntry> Condemned()
    {
        var candidates = plan.Graph.Entries.Where(entry => entry.Exists
            && (entry.State.Delete || plan.VerdictOf(entry.State.Urn) is Verdict.None));
        if (run.Options.ExcludeProtected)
            candidates = candidates.Where(entry => !entry.State.Protect);
        if (!targeting.IsConstrained)
            return [.. candidates];
        return targeting.HasTargets ? WithDependents([.. candidates]) : [.. candidates.Where(entry => targeting.Includes(entry.State))];
    }

    /// <summary>The targets and all that needs them.</summary>
    private HashSet<LedgerEntry> WithDependents(HashSet<LedgerEntry> candidates)
    {
        var named = candidates.Where(entry => targeting.Names(entry.State.Urn)).ToList();
        var all = named
            .Concat(named.SelectMany(entry => plan.Graph.DependingOn(entry, _ => false)))
            .Where(candidates.Contains)
            .ToHashSet();
        if (!run.Options.TargetDependents && all.FirstOrDefault(entry => !targeting.Names(entry.State.Urn)) is { } extra)
            throw new RegistrationException(
                extra.State.Urn,
                $"resource '{extra.State.Urn}' will be destroyed but was not specified in --target list; "
                + "name it as well, or pass --target-dependents");
        return all;
    }

    /// <summary>
    /// What something needs that stays (excluded, failed or skipped in this run) stays with it; but an untargeted one that was kept
    /// holds up no original, since the next run gives it the replacement.
    /// </summary>
    private void Spare(HashSet<LedgerEntry> condemned, Dictionary<LedgerEntry, HashSet<LedgerEntry>> needs)
    {
        var spared = new Stack<LedgerEntry>(needs.Keys.Where(entry => !condemned.Contains(entry)));
        while (spared.TryPop(out var entry))
        {
            foreach (var needed in needs[entry].Where(needed => !needed.State.Delete || !WasKept(entry)).Where(condemned.Remove))
                spared.Push(needed);
        }
    }

    /// <summary>One that was the same, and touched, has a new entry.</summary>
    private bool WasKept(LedgerEntry entry) => !entry.State.Delete && plan.VerdictOf(entry.State.Urn) is Verdict.Same;

    private Step StepOf(LedgerEntry entry, HashSet<LedgerEntry> condemned)
    {
        var state = entry.State;
        var leavesThingAlone = state.External || state.RetainOnDelete || GoesWithAnother(entry, condemned);
        return state.PendingReplacement ? Step.Discard(entry)
            : state.Delete ? Step.DeleteReplaced(entry, replacementFollows: false, leavesThingAlone)
            : Step.Delete(entry, leavesThingAlone);
    }

    /// <summary>Whether this run deletes, or has deleted, the one that takes it along: of several with that URN the nearest before it.</summary>
    private bool GoesWithAnother(LedgerEntry entry, HashSet<LedgerEntry> condemned) => entry.State.DeletedWith is { Length: > 0 } urn
        && plan.Graph.Before(entry, plan.RenamedFrom.GetValueOrDefault(urn, urn)).LastOrDefault() is { } owner
        && (condemned.Contains(owner) || (plan.DeletedBeforeReplace.Contains(owner) && owner.State.PendingReplacement));
}
