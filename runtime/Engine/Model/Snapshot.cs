using System.Collections.Immutable;

namespace Pulumi.Engine.Model;

/// <summary>What exists, and what was begun and not yet finished. The checkpoint file is this and its manifest.</summary>
public sealed record Snapshot(ImmutableArray<ResourceState> Resources, ImmutableArray<PendingOperation> PendingOperations)
{
    public static readonly Snapshot Empty = new([], []);
}

/// <summary>An operation that was under way when the state was last written.</summary>
public sealed record PendingOperation(ResourceState Resource, PendingOperationKind Kind);

public enum PendingOperationKind
{
    Creating,
    Updating,
    Deleting,
}
