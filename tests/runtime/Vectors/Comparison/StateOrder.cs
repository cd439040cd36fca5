using System.Text.Json.Nodes;

namespace Pulumi.Engine.Vectors.Tests.Comparison;

/// <summary>The order of a state's resources, as far as parallel runs must agree on it.</summary>
internal static class StateOrder
{
    /// <returns>Who stands before what it needs.</returns>
    public static IEnumerable<string> Faults(string state)
    {
        var seen = new HashSet<string>();
        foreach (var resource in JsonNode.Parse(state)!["checkpoint"]!["latest"]?["resources"]?.AsArray() ?? [])
        {
            var urn = (string)resource!["urn"]!;
            if ((bool?)resource["delete"] != true)
            {
                foreach (var needed in Needs(resource.AsObject()).Where(needed => !seen.Contains(needed)).Distinct())
                    yield return $"{urn} stands before {needed}, which it needs";
            }
            seen.Add(urn);
        }
    }

    private static IEnumerable<string> Needs(JsonObject resource)
    {
        if ((string?)resource["parent"] is { } parent)
            yield return parent;
        if ((string?)resource["provider"] is { } provider)
            yield return provider[..provider.LastIndexOf("::", StringComparison.Ordinal)];
        foreach (var dependency in resource["dependencies"]?.AsArray() ?? [])
            yield return (string)dependency!;
    }
}
