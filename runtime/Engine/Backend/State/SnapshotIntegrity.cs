using Pulumi.Engine.Model;

namespace Pulumi.Engine.Backend.State;

/// <summary>What must hold in every state: one living resource per URN, and nothing needs what is not there.</summary>
internal static class SnapshotIntegrity
{
    /// <returns>The first problem; null when there is none.</returns>
    public static string? FindProblem(Snapshot snapshot)
    {
        var known = snapshot.Resources.Select(r => r.Urn).ToHashSet();
        var living = new HashSet<string>();
        foreach (var resource in snapshot.Resources)
        {
            if (!Urn.IsUrn(resource.Urn))
                return $"'{resource.Urn}' is not a URN";
            if (!resource.Delete && !living.Add(resource.Urn))
                return $"duplicate resource {resource.Urn} (not marked for deletion)";
            if (resource.Parent.Length > 0 && !known.Contains(resource.Parent))
                return $"resource {resource.Urn}'s parent {resource.Parent} refers to missing resource";
            foreach (var dependency in resource.Dependencies.Concat(resource.PropertyDependencies.Values.SelectMany(d => d)))
            {
                if (!known.Contains(dependency))
                    return $"resource {resource.Urn}'s dependency {dependency} refers to missing resource";
            }
            if (resource.Provider.Length > 0 && !known.Contains(ProviderReference.Parse(resource.Provider).Urn))
                return $"resource {resource.Urn}'s provider {resource.Provider} refers to missing resource";
        }
        return null;
    }
}
