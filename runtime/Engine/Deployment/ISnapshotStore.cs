using System.Collections.Immutable;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Deployment;

/// <summary>Where the state of a run goes. Called by one caller at a time, never in a preview.</summary>
public interface ISnapshotStore
{
    /// <summary>
    /// Makes changes durable before it returns: an operation starts only after its <see cref="SnapshotChange.Begins"/> was
    /// written. Called some thousand times in a large stack: the cost should be that of the changes, not of the stack.
    /// </summary>
    Task AppendAsync(ImmutableArray<SnapshotChange> changes, CancellationToken cancel);

    /// <summary>Writes the whole state, at the end of each run, also of one that failed or changed nothing.</summary>
    Task SaveAsync(Snapshot snapshot, CancellationToken cancel);
}
