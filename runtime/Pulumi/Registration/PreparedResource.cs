using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>What the engine has to know of a resource that depends on others: it is ready when they are.</summary>
internal sealed record PreparedResource(
    Struct Inputs,
    string ParentUrn,
    string Provider,
    ImmutableArray<string> Dependencies,
    ImmutableDictionary<string, ImmutableArray<string>> PropertyDependencies,
    bool SupportsAliasSpecs,
    ImmutableArray<Pulumirpc.Alias> Aliases)
{
    public static async Task<PreparedResource> PrepareAsync(
        DeploymentContext context, Resource resource, ResourceArgs args, ResourceOptions options)
    {
        var explicitDependencies = await options.DependsOn.ToOutput().GetValueAsync(whenUnknown: []);
        var owner = $"{resource.GetResourceType()} '{resource.GetResourceName()}'";
        var inputs = await SerializedProperties.SerializeAsync(
            context, owner, args.ToDictionary().Where(property => property.Key is not ("id" or "urn")));

        var parentUrn = await ParentUrnAsync(context, resource, options);
        var provider = options.Provider is { } own && resource is CustomResource ? await own.GetReferenceAsync() : "";

        var dependencies = (await DependencyUrns.OfAsync(explicitDependencies)).ToBuilder();
        var propertyDependencies = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>();
        foreach (var (property, resources) in inputs.Dependencies)
        {
            var urns = await DependencyUrns.OfAsync(resources);
            propertyDependencies.Add(property, urns);
            dependencies.AddRange(urns);
        }

        var supportsAliasSpecs = await context.Features.AliasSpecsAsync();
        var aliases = await WireAliases.OfAsync(resource, options, supportsAliasSpecs);
        return new(inputs.Values, parentUrn, provider, [.. dependencies.Distinct().Order(StringComparer.Ordinal)], propertyDependencies.ToImmutable(), supportsAliasSpecs, aliases);
    }

    private static async Task<string> ParentUrnAsync(DeploymentContext context, Resource resource, ResourceOptions options)
    {
        if (resource.GetResourceType() == Stack.TypeName)
        {
            return "";
        }

        return await (options.Parent ?? context.Stack).Urn.GetValueAsync(whenUnknown: "");
    }
}
