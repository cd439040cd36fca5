using System.Collections.Immutable;
using System.Text;
using Pulumi.Engine.Model;
using Quickenshtein;

namespace Pulumi.Engine.Commands.States;

/// <summary>Finds the resources that a command line names.</summary>
internal static class ResourceLookup
{
    private const int Suggestions = 3;
    private const string Hint = "To list the resource URNs in the stack, run `pulumi stack --show-urns`; to inspect the full state, run `pulumi stack export`.";

    /// <exception cref="CommandException">One is no URN, not in the state, or stands for several resources.</exception>
    public static ImmutableArray<ResourceState> Find(Snapshot snapshot, IEnumerable<string> urns) => [.. urns.Select(urn =>
    {
        if (!Urn.IsUrn(urn))
            throw new CommandException($"\"{urn}\" is not a valid resource URN\n{Hint}");
        var found = snapshot.Resources.Where(resource => resource.Urn == urn).ToList();
        return found.Count switch
        {
            0 => throw NotFound(snapshot.Resources, urn),
            1 => found[0],
            _ => throw new CommandException(
                "Resource URN ambiguously referred to multiple resources. Did you mean:\n" + string.Concat(found.Select(r => $"  {r.Id}\n"))),
        };
    })];

    /// <summary>Names the URNs that are nearest to what was typed.</summary>
    public static CommandException NotFound(IEnumerable<ResourceState> candidates, string urn)
    {
        var text = new StringBuilder($"No such resource \"{urn}\" exists in the current state\n");
        var near = candidates
            .Select(resource => resource.Urn)
            .Distinct()
            .Select(candidate => (candidate, distance: Levenshtein.GetDistance(urn.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(c => c.distance <= Math.Max(2, urn.Length / 4))
            .OrderBy(c => c.distance)
            .Take(Suggestions)
            .ToList();
        if (near.Count > 0)
            text.Append("Did you mean:\n");
        foreach (var (candidate, _) in near)
            text.Append($"  {candidate}\n");
        return new CommandException(text.Append(Hint).ToString());
    }
}
