using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Something the engine keeps in its state. Registered when constructed; its outputs resolve when it is done.</summary>
public class Resource
{
    private readonly string type;
    private readonly string name;
    private readonly HashSet<Resource> children = [];
    private readonly bool? protect;
    private readonly ImmutableArray<ResourceTransformation> transformations = [];
    private readonly ImmutableDictionary<string, ProviderResource> providers = ImmutableDictionary<string, ProviderResource>.Empty;

    private protected Resource(string type, string name, bool custom, ResourceArgs args, ResourceOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentException.ThrowIfNullOrEmpty(name);
        (this.type, this.name) = (type, name);
        Completion = ResourceOutputs.Initialize(this);

        var owner = type == Stack.TypeName ? null : options.Parent ?? Deployment.Running.Stack;
        transformations = [.. options.ResourceTransformations, .. owner?.transformations ?? []];
        (args, options) = Transform(args, options);
        options = options.Clone();
        if (options.Provider is not null && options is ComponentResourceOptions { Providers.Count: > 0 })
        {
            throw new ResourceException("A component takes either 'Provider' or 'Providers', not both.", options.Parent);
        }

        if (options.Parent is { } parent)
        {
            parent.AddChild(this);
            options.Protect ??= parent.protect;
            providers = parent.providers;
        }

        providers = providers.SetItems(OwnProviders(options));
        if (custom)
        {
            options.Provider ??= ProviderFor(type);
        }

        protect = options.Protect;
        Aliases = [.. options.Aliases.Select(alias => AliasUrn.Of(alias, name, type, options.Parent))];
        Deployment.Running.Register(this, args, options);
    }

    /// <summary>A resource known by its URN only: nothing is registered.</summary>
    private protected Resource(string urn)
    {
        (type, name) = ("", "");
        Completion = ImmutableDictionary<string, IOutputCompletion>.Empty;
        Urn = new(Task.FromResult(new OutputData<string>(urn, IsKnown: true, IsSecret: false, [this])));
    }

    /// <summary>The name the engine gives it, unique in all stacks: <c>urn:pulumi:stack::project::parent$type::name</c>.</summary>
    [Output("urn")]
    public Output<string> Urn { get; private protected set; } = null!;

    /// <summary>How its outputs are resolved, by their names on the wire.</summary>
    internal ImmutableDictionary<string, IOutputCompletion> Completion { get; }

    /// <summary>The URNs it had before, for the aliases of its children.</summary>
    internal ImmutableArray<Output<string>> Aliases { get; } = [];

    public string GetResourceType() => type;

    public string GetResourceName() => name;

    internal ImmutableArray<Resource> Children
    {
        get
        {
            lock (children)
            {
                return [.. children];
            }
        }
    }

    internal ProviderResource? ProviderFor(string resourceType)
        => resourceType.Split(':') is [var package, _, _] ? providers.GetValueOrDefault(package) : null;

    private (ResourceArgs Args, ResourceOptions Options) Transform(ResourceArgs args, ResourceOptions options)
    {
        foreach (var transformation in transformations)
        {
            if (transformation(new(this, args, options)) is not { } result)
            {
                continue;
            }

            if (result.Options.Parent != options.Parent)
            {
                throw new ArgumentException("Transformations cannot currently be used to change the 'parent' of a resource.");
            }

            (args, options) = (result.Args, result.Options);
        }

        return (args, options);
    }

    private static Dictionary<string, ProviderResource> OwnProviders(ResourceOptions options)
    {
        var all = options is ComponentResourceOptions component ? component.Providers : [];
        return (options.Provider is null ? all : [options.Provider])
            .GroupBy(provider => provider.Package)
            .ToDictionary(group => group.Key, group => group.Last());
    }

    private void AddChild(Resource child)
    {
        lock (children)
        {
            children.Add(child);
        }
    }
}
