using Pulumi.Engine.Deployment.Execution;
using Pulumi.Engine.Deployment.Planning;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Deployment;

/// <summary>Deletes what the program no longer asks for; in a destroy, everything.</summary>
internal sealed class DeletePhase(RunContext run, RunControl control, PlanState plan, Targeting targeting, DeleteRunner runner)
{
    public async Task RunAsync()
    {
        IReadOnlyList<PlannedDelete> deletes;
        try
        {
            deletes = new DeletePlanner(run, plan, targeting).Plan();
        }
        catch (RegistrationException e)
        {
            run.Events.Error(e.Urn, e.Message);
            control.Refuse();
            return;
        }
        // In an update, what stays was registered and counted.
        if (run.Options.Kind is DeploymentKind.Destroy)
            run.Events.Unchanged(plan.Graph.Entries.Except(deletes.Select(delete => delete.Step.Old!)).Count(IsShown));
        await runner.RunAsync(deletes);
    }

    private static bool IsShown(LedgerEntry entry) => !entry.State.Delete && !Urn.IsDefaultProvider(entry.State.Urn);
}
