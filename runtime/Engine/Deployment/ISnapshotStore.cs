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
    /// <exception cref="DeploymentException">They could not be written; what was written before stays.</exception>
    Task AppendAsync(ImmutableArray<SnapshotChange> changes, CancellationToken cancel);

    /// <summary>Writes the whole state, at the end of each run, also of one that failed or changed nothing.</summary>
    /// <exception cref="DeploymentException">It could not be written; what was appended stays.</exception>
    Task SaveAsync(Snapshot snapshot, CancellationToken cancel);
}
