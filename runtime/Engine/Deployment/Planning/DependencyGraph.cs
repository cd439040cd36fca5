using Pulumi.Engine.Deployment.Execution;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Deployment.Planning;

/// <summary>
/// Who needs whom among the resources of a state. Its order is topological: what a resource needs stands before it, which also
/// tells resources of one URN apart (a replacement and the original that waits for its deletion).
/// </summary>
internal sealed class DependencyGraph(IReadOnlyList<LedgerEntry> entries)
{
    private readonly ILookup<string, (LedgerEntry Entry, int Place)> _byUrn =
        entries.Select((entry, place) => (entry, place)).ToLookup(e => e.entry.State.Urn);

    private readonly Dictionary<LedgerEntry, int> _places = entries.Select((entry, place) => (entry, place)).ToDictionary();

    public IReadOnlyList<LedgerEntry> Entries => entries;

    /// <summary>Those that had the URN when the run began and stand before the resource.</summary>
    public IEnumerable<LedgerEntry> Before(LedgerEntry entry, string urn) =>
        _byUrn[urn].Where(other => other.Place < _places[entry]).Select(other => other.Entry);

    /// <summary>All that needs the resource, directly or through others, in order.</summary>
    /// <param name="ignore">URNs that are looked through as if they were not there.</param>
    public IEnumerable<LedgerEntry> DependingOn(LedgerEntry root, Func<string, bool> ignore)
    {
        var needed = new HashSet<string> { root.State.Urn };
        foreach (var entry in entries.SkipWhile(entry => entry != root).Skip(1))
        {
            if (!entry.Exists || ignore(entry.State.Urn) || !entry.State.NeededUrns().Any(needed.Contains))
                continue;
            needed.Add(entry.State.Urn);
            yield return entry;
        }
    }

    /// <summary>For each resource that exists, those that it needs directly.</summary>
    public Dictionary<LedgerEntry, HashSet<LedgerEntry>> Needs()
    {
        var before = new Dictionary<string, List<LedgerEntry>>();
        var needs = new Dictionary<LedgerEntry, HashSet<LedgerEntry>>();
        foreach (var entry in entries.Where(entry => entry.Exists))
        {
            needs[entry] = [.. entry.State.NeededUrns().Distinct().SelectMany(urn => before.GetValueOrDefault(urn) ?? [])];
            if (before.TryGetValue(entry.State.Urn, out var same))
                same.Add(entry);
            else
                before[entry.State.Urn] = [entry];
        }
        return needs;
    }
}
