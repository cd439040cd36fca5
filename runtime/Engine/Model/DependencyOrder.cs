namespace Pulumi.Engine.Model;

/// <summary>Puts the resources of a state into the order that everybody relies on: each after what it needs.</summary>
internal static class DependencyOrder
{
    /// <summary>Moves a resource only where one before it needs it; all others keep their places.</summary>
    /// <param name="resources">Where several have one URN, the living one is what others need.</param>
    public static IEnumerable<ResourceState> Of(IReadOnlyCollection<ResourceState> resources)
    {
        var byUrn = new Dictionary<string, ResourceState>(resources.Count);
        foreach (var resource in resources)
        {
            if (!resource.Delete || !byUrn.ContainsKey(resource.Urn))
                byUrn[resource.Urn] = resource;
        }
        var placed = new HashSet<ResourceState>(resources.Count, ReferenceEqualityComparer.Instance);
        var ordered = new List<ResourceState>(resources.Count);
        foreach (var resource in resources)
            Place(resource);
        return ordered;

        void Place(ResourceState resource)
        {
            if (!placed.Add(resource))
                return;
            foreach (var urn in resource.NeededUrns())
            {
                if (byUrn.TryGetValue(urn, out var needed))
                    Place(needed);
            }
            ordered.Add(resource);
        }
    }
}
