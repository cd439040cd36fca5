namespace Pulumi;

/// <summary>How the engine treats a resource, apart from what the resource is.</summary>
public abstract class ResourceOptions
{
    /// <summary>The id of a resource that exists: it is read, not created.</summary>
    public Input<string>? Id { get; set; }

    /// <summary>The component it is part of; the stack if there is none.</summary>
    public Resource? Parent { get; set; }

    /// <summary>Resources to be done before, apart from those whose outputs are inputs.</summary>
    public InputList<Resource> DependsOn
    {
        get => field ??= [];
        set;
    }

    /// <summary>Whether its deletion is refused; inherited by children.</summary>
    public bool? Protect { get; set; }

    /// <summary>Paths of inputs whose changes count for nothing.</summary>
    public List<string> IgnoreChanges
    {
        get => field ??= [];
        set;
    }

    /// <summary>The version of the provider plugin.</summary>
    public string? Version { get; set; }

    /// <summary>The provider to use, and for the children of a component to inherit.</summary>
    public ProviderResource? Provider { get; set; }

    public CustomTimeouts? CustomTimeouts { get; set; }

    /// <summary>Called for it and its children before they are registered: its own first, then those of its parents.</summary>
    public List<ResourceTransformation> ResourceTransformations
    {
        get => field ??= [];
        set;
    }

    /// <summary>What it was before; a match makes it the same resource.</summary>
    public List<Input<Alias>> Aliases { get; set; } = [];

    /// <summary>Paths of inputs whose change replaces the resource.</summary>
    public List<string> ReplaceOnChanges
    {
        get => field ??= [];
        set;
    }

    /// <summary>Where the provider plugin comes from, if not from Pulumi.</summary>
    public string? PluginDownloadURL { get; set; }

    /// <summary>Whether its deletion only forgets it.</summary>
    public bool? RetainOnDelete { get; set; }

    /// <summary>A resource that takes this one along when deleted: no delete of its own is needed.</summary>
    public Resource? DeletedWith { get; set; }

    /// <summary>Any value; when it differs from that of the last update, the resource is replaced.</summary>
    public Input<object>? ReplacementTrigger { get; set; }

    internal abstract ResourceOptions Clone();

    /// <summary>Takes over what <paramref name="other"/> says; lists are appended.</summary>
    private protected void Take(ResourceOptions other)
    {
        Id = other.Id ?? Id;
        Parent = other.Parent ?? Parent;
        Protect = other.Protect ?? Protect;
        Version = other.Version ?? Version;
        Provider = other.Provider ?? Provider;
        CustomTimeouts = other.CustomTimeouts?.Clone() ?? CustomTimeouts;
        PluginDownloadURL = other.PluginDownloadURL ?? PluginDownloadURL;
        RetainOnDelete = other.RetainOnDelete ?? RetainOnDelete;
        DeletedWith = other.DeletedWith ?? DeletedWith;
        ReplacementTrigger = other.ReplacementTrigger ?? ReplacementTrigger;
        DependsOn = DependsOn.Concat(other.DependsOn);
        IgnoreChanges.AddRange(other.IgnoreChanges);
        ReplaceOnChanges.AddRange(other.ReplaceOnChanges);
        ResourceTransformations.AddRange(other.ResourceTransformations);
        Aliases.AddRange(other.Aliases);
    }
}
