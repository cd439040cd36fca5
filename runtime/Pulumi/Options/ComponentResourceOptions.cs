namespace Pulumi;

/// <summary>Options of a component.</summary>
public sealed class ComponentResourceOptions : ResourceOptions
{
    /// <summary>The providers that its children inherit, one a package.</summary>
    public List<ProviderResource> Providers
    {
        get => field ??= [];
        set;
    }

    /// <summary>New options: what the second says, else what the first says; lists are joined, providers by package.</summary>
    public static ComponentResourceOptions Merge(ComponentResourceOptions? options1, ComponentResourceOptions? options2)
    {
        var merged = new ComponentResourceOptions();
        foreach (var options in new[] { options1, options2 }.OfType<ComponentResourceOptions>())
        {
            merged.Take(options);
            merged.Providers.RemoveAll(present => options.Providers.Exists(added => added.Package == present.Package));
            merged.Providers.AddRange(options.Providers.GroupBy(provider => provider.Package).Select(group => group.Last()));
        }

        return merged;
    }

    internal override ResourceOptions Clone() => Merge(this, null);
}
