using System.Collections.Immutable;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Commands.Stacks;

/// <summary>The resources of a stack below their parents.</summary>
internal static class ResourceTree
{
    private const string Indentation = "    ";

    public static string Render(ImmutableArray<ResourceState> resources, bool showUrns, bool showIds)
    {
        var children = resources
            .Where(r => r.Parent.Length > 0)
            .GroupBy(r => r.Parent)
            .ToDictionary(g => g.Key, g => g.ToList());
        var known = resources.Select(r => r.Urn).ToHashSet();
        var tops = resources.Where(r => r.Parent.Length == 0 || !known.Contains(r.Parent)).ToList();
        // What has no parent, as default providers, stands below the stack, at the end.
        if (tops.Find(r => r.Type == Urn.StackType) is { } stack)
        {
            children[stack.Urn] = [.. children.GetValueOrDefault(stack.Urn, []), .. tops.Where(r => r != stack)];
            tops = [stack];
        }
        var rows = new List<string[]> { new[] { "TYPE", "NAME" } };
        foreach (var top in tops)
            Add(top, "", "", "");
        var width = rows.Where(r => r.Length == 2).Max(r => r[0].Length) + 2;
        return string.Concat(rows.Select(r => Indentation + (r.Length == 2 ? r[0].PadRight(width) + r[1] : r[0]) + "\n"));

        void Add(ResourceState resource, string before, string branch, string below)
        {
            rows.Add([before + branch + resource.Type, Urn.Name(resource.Urn)]);
            var own = children.GetValueOrDefault(resource.Urn, []);
            var detail = before + below + (own.Count > 0 ? "│  " : branch.Length > 0 ? "   " : "");
            if (showUrns)
                rows.Add([$"{detail}URN: {resource.Urn}"]);
            if (showIds && resource.Id.Length > 0)
                rows.Add([$"{detail}ID: {resource.Id}"]);
            for (var i = 0; i < own.Count; i++)
            {
                var last = i == own.Count - 1;
                Add(own[i], before + below, last ? "└─ " : "├─ ", last ? "   " : "│  ");
            }
        }
    }
}
