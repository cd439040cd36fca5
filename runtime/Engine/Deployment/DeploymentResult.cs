using System.Collections.Immutable;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Deployment;

/// <param name="Snapshot">What exists now; after a preview, what was there before it.</param>
/// <param name="Changes">Resources per operation, without default providers.</param>
/// <param name="StackOutputs">Outputs of the stack as they are after the run (unknown where a preview cannot tell).</param>
public sealed record DeploymentResult(
    DeploymentOutcome Outcome,
    Snapshot Snapshot,
    ImmutableSortedDictionary<StepOp, int> Changes,
    PropertyMap StackOutputs,
    TimeSpan Duration)
{
    public bool HasChanges => Changes.Any(c => c.Key is not StepOp.Same && c.Value > 0);
}

public enum DeploymentOutcome
{
    Succeeded,

    /// <summary>A resource or the program failed, or the run was asked to stop; every finished operation is in the state.</summary>
    Failed,

    /// <summary>Stopped by force: pending operations stay in the state.</summary>
    Cancelled,
}
