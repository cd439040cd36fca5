using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The aliases of a resource on the wire: as given, or as URNs for an engine that takes nothing else.</summary>
internal static class WireAliases
{
    public static async Task<ImmutableArray<Pulumirpc.Alias>> OfAsync(Resource resource, ResourceOptions options, bool asSpecs)
        => asSpecs ? await SpecsAsync(options) : await UrnsAsync(resource, options);

    private static async Task<ImmutableArray<Pulumirpc.Alias>> SpecsAsync(ResourceOptions options)
    {
        var aliases = ImmutableArray.CreateBuilder<Pulumirpc.Alias>();
        foreach (var input in options.Aliases)
        {
            var alias = await input.ToOutput().Data;
            if (alias.IsKnown)
            {
                aliases.Add(alias.Value.Urn is { } urn ? new() { Urn = urn } : new() { Spec = await SpecAsync(alias.Value) });
            }
        }

        return aliases.ToImmutable();
    }

    private static async Task<Pulumirpc.Alias.Types.Spec> SpecAsync(Alias alias)
    {
        var spec = new Pulumirpc.Alias.Types.Spec
        {
            Name = await KnownAsync(alias.Name),
            Type = await KnownAsync(alias.Type),
            Stack = await KnownAsync(alias.Stack),
            Project = await KnownAsync(alias.Project),
        };
        if (alias.Parent is null && alias.ParentUrn is null)
        {
            spec.NoParent = alias.NoParent;
        }
        else if (await KnownAsync(alias.Parent is { } parent ? parent.Urn : alias.ParentUrn) is { Length: > 0 } parentUrn)
        {
            spec.ParentUrn = parentUrn;
        }

        return spec;
    }

    private static async Task<ImmutableArray<Pulumirpc.Alias>> UrnsAsync(Resource resource, ResourceOptions options)
    {
        var urns = await Task.WhenAll(AliasUrn.All(resource, options).Select(urn => urn.GetValueAsync(whenUnknown: "")));
        return [.. urns.Where(urn => urn.Length > 0).Distinct().Select(urn => new Pulumirpc.Alias { Urn = urn })];
    }

    private static async Task<string> KnownAsync(Input<string>? input)
        => input is null ? "" : await input.ToOutput().GetValueAsync(whenUnknown: "");
}
