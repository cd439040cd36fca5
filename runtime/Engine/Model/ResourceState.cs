using System.Collections.Immutable;

namespace Pulumi.Engine.Model;

/// <summary>One resource in the state file. The fields and their meaning are those of Pulumi's deployment format, version 3.</summary>
public sealed record ResourceState
{
    public required string Urn { get; init; }
    public required bool Custom { get; init; }

    /// <summary>True for an original that waits for its deletion beside its replacement.</summary>
    public bool Delete { get; init; }
    public string Id { get; init; } = "";
    public required string Type { get; init; }
    public PropertyMap Inputs { get; init; } = PropertyMap.Empty;
    public PropertyMap Outputs { get; init; } = PropertyMap.Empty;
    public string Parent { get; init; } = "";
    public bool Protect { get; init; }

    /// <summary>To be replaced by the next update (<c>pulumi state taint</c>).</summary>
    public bool Taint { get; init; }
    public bool External { get; init; }
    public ImmutableArray<string> Dependencies { get; init; } = [];
    public ImmutableArray<string> InitErrors { get; init; } = [];

    /// <summary><c>URN::ID</c> of the provider resource; empty for components.</summary>
    public string Provider { get; init; } = "";
    public ImmutableSortedDictionary<string, ImmutableArray<string>> PropertyDependencies { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;
    public bool PendingReplacement { get; init; }
    public ImmutableArray<string> AdditionalSecretOutputs { get; init; } = [];
    public ImmutableArray<string> Aliases { get; init; } = [];
    public CustomTimeouts? CustomTimeouts { get; init; }
    public bool RetainOnDelete { get; init; }
    public string DeletedWith { get; init; } = "";

    /// <summary>URNs whose replacement is this resource's as well.</summary>
    public ImmutableArray<string> ReplaceWith { get; init; } = [];
    public PropertyValue? ReplacementTrigger { get; init; }
    public DateTimeOffset? Created { get; init; }
    public DateTimeOffset? Modified { get; init; }
    public string SourcePosition { get; init; } = "";

    /// <summary>The source position of each frame, innermost first; empty for the runtime's own code.</summary>
    public ImmutableArray<string> StackTrace { get; init; } = [];
    public ImmutableArray<string> IgnoreChanges { get; init; } = [];
    public ImmutableArray<string> ReplaceOnChanges { get; init; } = [];
}

/// <summary>Time limits of a resource's operations; zero means the provider's own.</summary>
public sealed record CustomTimeouts(TimeSpan Create, TimeSpan Update, TimeSpan Delete);
