using Pulumi.Engine.Deployment.Execution;

namespace Pulumi.Engine.Deployment.Planning;

/// <summary>What the planner knows: the resources of the last run, and what it decided of each in this one.</summary>
internal sealed class PlanState
{
    private readonly Dictionary<string, Verdict> _verdicts = [];
    private readonly Dictionary<LedgerEntry, Task> _deletions = [];
    private readonly Dictionary<string, LedgerEntry> _olds = [];

    public PlanState(SnapshotLedger ledger)
    {
        Graph = new(ledger.Base);
        foreach (var entry in ledger.Base.Where(entry => entry.Exists && !entry.State.Delete))
            _olds[entry.State.Urn] = entry;
    }

    /// <summary>The graph of the last run's resources, in their order.</summary>
    public DependencyGraph Graph { get; }

    /// <summary>URNs registered in this run.</summary>
    public HashSet<string> Registered { get; } = [];

    /// <summary>An old URN to the one by which this run knows the resource.</summary>
    public Dictionary<string, string> RenamedTo { get; } = [];

    /// <summary>The other way round.</summary>
    public Dictionary<string, string> RenamedFrom { get; } = [];

    /// <summary>Resources that this run does not create; nothing that it does may need them.</summary>
    public HashSet<string> SkippedCreates { get; } = [];

    /// <summary>Originals that a delete-before-replace of this run deletes.</summary>
    public HashSet<LedgerEntry> DeletedBeforeReplace { get; } = [];

    /// <summary>Steps were handed out that delete originals; they are over, well or not, when the task ends.</summary>
    public void Deleting(IEnumerable<Step> steps, Task over)
    {
        foreach (var step in steps.Where(step => step.Op is StepOp.Delete or StepOp.DeleteReplaced))
            _deletions[step.Old!] = over;
    }

    /// <summary>Whether the resource was deleted in this run for the sake of something it depends on; waits for that.</summary>
    public async Task<bool> WasDeletedAsync(LedgerEntry entry)
    {
        if (!_deletions.TryGetValue(entry, out var over))
            return false;
        await over;
        return entry.State.PendingReplacement || !entry.Exists;
    }

    /// <summary>The live resource of the last run with that URN.</summary>
    public LedgerEntry? Old(string urn) => _olds.GetValueOrDefault(urn);

    public bool Knows(string urn) => Registered.Contains(urn) || Graph.Entries.Any(entry => entry.State.Urn == urn);

    public Verdict VerdictOf(string urn) => _verdicts.GetValueOrDefault(RenamedTo.GetValueOrDefault(urn, urn));

    public void Decide(string urn, Verdict verdict) => _verdicts[urn] = verdict;
}

/// <summary>What the planner decided of a resource.</summary>
internal enum Verdict
{
    /// <summary>Nothing so far: the program has not registered it.</summary>
    None,
    Same,
    Created,
    Updated,
    Replaced,

    /// <summary>Not tried, because something that it needs failed.</summary>
    Skipped,
}
