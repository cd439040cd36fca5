using Pulumi.Engine.Deployment.Execution;
using Pulumi.Engine.Deployment.Planning;

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
        await runner.RunAsync(deletes);
    }
}
