using System.Collections.Immutable;

namespace Pulumi;

/// <summary>
/// The URNs the engine has to wait for. It knows nothing to wait for in a component, so a component stands for the custom
/// resources among its children, and theirs in turn when they are components.
/// </summary>
internal static class DependencyUrns
{
    public static async Task<ImmutableArray<string>> OfAsync(IEnumerable<Resource> resources)
    {
        var customs = new List<CustomResource>();
        Collect(resources, [], customs);
        var urns = await Task.WhenAll(customs.Select(custom => custom.Urn.GetValueAsync(whenUnknown: "")));
        return [.. urns.Where(urn => urn.Length > 0).Distinct().Order(StringComparer.Ordinal)];
    }

    private static void Collect(IEnumerable<Resource> resources, HashSet<Resource> seen, List<CustomResource> customs)
    {
        foreach (var resource in resources.Where(seen.Add))
        {
            if (resource is CustomResource custom)
            {
                customs.Add(custom);
            }
            else
            {
                Collect(resource.Children, seen, customs);
            }
        }
    }
}
