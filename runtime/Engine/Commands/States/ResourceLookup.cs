using System.Collections.Immutable;
using System.Text;
using Pulumi.Engine.Model;

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
            .Select(candidate => (candidate, distance: EditDistance(urn, candidate)))
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

    /// <summary>How many letters to insert, delete or change to come from one text to the other, whatever their case.</summary>
    private static int EditDistance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = diagonal + (char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j - 1], row[j]) + 1);
            }
        }
        return row[^1];
    }
}
