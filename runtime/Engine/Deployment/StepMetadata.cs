using System.Collections.Immutable;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Deployment;

/// <summary>What a display needs to know of a step. Values may be secret: see <see cref="PropertyValue.SecretValue"/>.</summary>
public sealed record StepMetadata
{
    public required StepOp Op { get; init; }
    public required string Urn { get; init; }
    public required string Type { get; init; }

    /// <summary>Before the step; null for a create.</summary>
    public ResourceState? Old { get; init; }

    /// <summary>After the step (with outputs only once it is done); null for a delete.</summary>
    public ResourceState? New { get; init; }

    /// <summary>Top-level inputs that differ.</summary>
    public ImmutableArray<string> Diffs { get; init; } = [];

    /// <summary>Whether <see cref="Diffs"/> is the provider's own list, which displays show as it is.</summary>
    public bool IsDetailed { get; init; }

    /// <summary>Top-level inputs whose change calls for the replacement; empty for one that was asked for by its URN.</summary>
    public ImmutableArray<string> ReplaceReasons { get; init; } = [];

    /// <summary>False for the parts of a replacement that a row of a table does not show on its own.</summary>
    public bool Logical { get; init; } = true;

    /// <summary>A delete that leaves the thing itself alone (<c>retainOnDelete</c>).</summary>
    public bool Retain { get; init; }

    /// <summary>A default provider: in the state, neither shown nor counted.</summary>
    public bool Hidden { get; init; }
}
