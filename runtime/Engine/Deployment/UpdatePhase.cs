using Pulumi.Engine.Deployment.Execution;
using Pulumi.Engine.Deployment.Planning;
using Pulumi.Engine.Deployment.Registration;
using Pulumi.Engine.Model;
using Pulumi.Engine.Monitor;

namespace Pulumi.Engine.Deployment;

/// <summary>Runs the program, fulfils what it registers, then deletes the rest.</summary>
internal sealed class UpdatePhase(
    RunContext run, RunControl control, PlanState plan, Targeting targeting, StepExecutor executor, DeletePhase deletes,
    IProgramHost program, CancellationToken abandon)
{
    public static string NotFound(string urn) =>
        $"Target '{urn}' could not be found in the stack." + (urn.Contains('$') ? "" : " Did you forget to escape $ in your shell?");

    /// <returns>The stack's outputs after the run.</returns>
    public async Task<PropertyMap> RunAsync()
    {
        var replacements = new ReplacementPlanner(run, plan);
        var registrar = new Registrar(run, control, plan, new(run, plan, targeting, replacements), executor, abandon);
        await using var monitor = await MonitorServer.StartAsync(registrar, run.Target);
        using var kill = CancellationTokenSource.CreateLinkedTokenSource(control.Stopping);
        var exited = RunProgramAsync(monitor.Address, kill.Token);

        await Task.WhenAny(registrar.Signalled, exited);
        if (program.SaysWhenDone && !registrar.Signalled.IsCompleted && await exited)
            RefuseHalf();
        else if (!exited.IsCompleted || await exited)
        {
            await control.IdleAsync();
            var missing = MissingTargets();
            if (!control.Stopping.IsCancellationRequested)
                await deletes.RunAsync();
            if (missing)
                control.Refuse();
        }
        registrar.ShutDown();
        await exited;
        await control.IdleAsync();
        if (replacements.SawError)
            control.Fail(goOn: true);
        return await registrar.FinishStackAsync(control.Failed || control.Refused || control.Stopping.IsCancellationRequested);
    }

    /// <summary>What the program has not named by its end may still be wanted.</summary>
    private void RefuseHalf()
    {
        run.Events.Error("", "the program ended before it had registered everything, so nothing was deleted: let it return, and not exit");
        control.Refuse();
    }

    /// <returns>Whether it ended well.</returns>
    private async Task<bool> RunProgramAsync(string address, CancellationToken kill)
    {
        try
        {
            var start = new ProgramStart(address, run.Target, run.Options.DryRun, run.Options.Parallel, Print);
            var exit = await program.RunAsync(start, kill);
            if (exit.Code == 0)
                return true;
            if (kill.IsCancellationRequested)
                return false;
            if (exit.Code != ProgramExit.AlreadySaid)
                run.Events.Error("", $"an unhandled error occurred: Program exited with non-zero exit code: {exit.Code}");
        }
        catch (OperationCanceledException) when (kill.IsCancellationRequested)
        {
            return false;
        }
        catch (DeploymentException e)
        {
            run.Events.Error("", e.Message);
        }
        control.Refuse();
        return false;
    }

    private void Print(ProgramLine line)
    {
        var (severity, source) = line.IsError
            ? (DiagnosticSeverity.InfoError, DiagnosticSource.ProgramError)
            : (DiagnosticSeverity.Info, DiagnosticSource.ProgramOutput);
        run.Events.Log("", severity, line.Text, line.IsProgress, source);
    }

    private bool MissingTargets()
    {
        var missing = targeting.RequiredTargets.Where(urn => !plan.Knows(urn)).ToList();
        foreach (var urn in missing)
            run.Events.Error("", NotFound(urn));
        return missing.Count > 0;
    }
}
