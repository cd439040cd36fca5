using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;

namespace Pulumi.Engine.Deployment;

/// <summary>One preview, up, refresh or destroy.</summary>
public sealed class DeploymentRun(
    DeploymentTarget target,
    Snapshot snapshot,
    IProgramHost program,
    IReadOnlyList<IProviderFactory> providers,
    ISnapshotStore store,
    IEngineEvents events,
    TimeProvider clock,
    DeploymentOptions options)
{
    /// <param name="softCancel">No new operation starts; those under way end. The run fails.</param>
    /// <param name="hardCancel">Operations under way are abandoned; they stay in the state as pending.</param>
    /// <exception cref="DeploymentException">The options do not fit the stack; nothing was touched.</exception>
    public Task<DeploymentResult> RunAsync(CancellationToken softCancel, CancellationToken hardCancel) =>
        throw new NotImplementedException($"{target} {snapshot} {program} {providers} {store} {events} {clock} {options}");
}
