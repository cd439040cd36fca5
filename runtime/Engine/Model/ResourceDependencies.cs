namespace Pulumi.Engine.Model;

/// <summary>What a resource needs, by URN.</summary>
public static class ResourceDependencies
{
    /// <summary>Parent, dependencies, property dependencies, deletedWith, replaceWith and the provider; may repeat itself.</summary>
    public static IEnumerable<string> NeededUrns(this ResourceState state)
    {
        if (state.Provider.Length > 0)
            yield return ProviderReference.Parse(state.Provider).Urn;
        foreach (var urn in state.NeededUrnsButProvider())
            yield return urn;
    }

    public static IEnumerable<string> NeededUrnsButProvider(this ResourceState state)
    {
        if (state.Parent.Length > 0)
            yield return state.Parent;
        foreach (var urn in state.Dependencies)
            yield return urn;
        foreach (var urn in state.PropertyDependencies.Values.SelectMany(urns => urns))
            yield return urn;
        if (state.DeletedWith.Length > 0)
            yield return state.DeletedWith;
        foreach (var urn in state.ReplaceWith)
            yield return urn;
    }

    /// <summary>The same resource with one URN written for another, wherever it names what it needs.</summary>
    /// <returns>The very same object when it does not name it.</returns>
    public static ResourceState WithReference(this ResourceState state, string from, string to)
    {
        if (!state.NeededUrns().Contains(from))
            return state;
        string Map(string urn) => urn == from ? to : urn;
        var provider = state.Provider.Length == 0 ? default : ProviderReference.Parse(state.Provider);
        return state with
        {
            Parent = Map(state.Parent),
            Provider = state.Provider.Length == 0 ? "" : (provider with { Urn = Map(provider.Urn) }).ToString(),
            Dependencies = [.. state.Dependencies.Select(Map)],
            PropertyDependencies = state.PropertyDependencies.Keys.Aggregate(
                state.PropertyDependencies,
                (all, key) => all.SetItem(key, [.. all[key].Select(Map)])),
            DeletedWith = Map(state.DeletedWith),
            ReplaceWith = [.. state.ReplaceWith.Select(Map)],
        };
    }
}
