using System.Collections.Immutable;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Deployment.Registration;

/// <summary>What a program wants of a resource: one registration, as the monitor read it from the wire.</summary>
internal sealed record Goal
{
    public required string Type { get; init; }
    public required string Name { get; init; }
    public required bool Custom { get; init; }
    public PropertyMap Inputs { get; init; } = PropertyMap.Empty;

    /// <summary>URN, or empty for a resource at the root.</summary>
    public string Parent { get; init; } = "";

    /// <summary><c>URN::ID</c>; empty for a component, and for one that takes the default provider.</summary>
    public string Provider { get; init; } = "";

    /// <summary>Version of the provider that the program was compiled against; empty when it does not say.</summary>
    public string Version { get; init; } = "";
    public bool Protect { get; init; }
    public ImmutableArray<string> Dependencies { get; init; } = [];
    public ImmutableSortedDictionary<string, ImmutableArray<string>> PropertyDependencies { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Null leaves it to the provider.</summary>
    public bool? DeleteBeforeReplace { get; init; }
    public ImmutableArray<string> IgnoreChanges { get; init; } = [];
    public ImmutableArray<string> ReplaceOnChanges { get; init; } = [];
    public ImmutableArray<string> AdditionalSecretOutputs { get; init; } = [];
    public ImmutableArray<GoalAlias> Aliases { get; init; } = [];
    public CustomTimeouts? CustomTimeouts { get; init; }
    public bool RetainOnDelete { get; init; }
    public string DeletedWith { get; init; } = "";
    public ImmutableArray<string> ReplaceWith { get; init; } = [];
    public PropertyValue? ReplacementTrigger { get; init; }
    public string SourcePosition { get; init; } = "";
    public ImmutableArray<string> StackTrace { get; init; } = [];
}

/// <summary>A name that the resource had before: a URN, or what of it was different (null: as it is now).</summary>
internal sealed record GoalAlias(
    string? Urn, string? Name = null, string? Type = null, string? Stack = null, string? Project = null, string? Parent = null, bool NoParent = false);
