using Pulumi.Engine.Commands.Stacks;
using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.Commands.Runs;

/// <summary>A preview, or preview, question and operation.</summary>
internal sealed class StackRun(Session session, RunRequest request)
{
    private Terminal Terminal => session.Terminal;

    public async Task<int> PreviewAsync(CancellationToken cancel)
    {
        var stack = await RunStack.OpenAsync(session, request, cancel);
        using var interrupts = new Interrupts(Terminal.Style);
        return await PreviewAsync(new(session, request, stack, interrupts), cancel);
    }

    public async Task<int> ApplyAsync(CancellationToken cancel)
    {
        if (!Terminal.IsInteractive && !request.Yes && !request.SkipPreview && !request.PreviewOnly)
        {
            throw new CommandException(
                "--yes or --skip-preview or --preview-only must be passed in to proceed when running in non-interactive mode", ExitCode.NotInteractive);
        }
        var stack = await RunStack.OpenAsync(session, request, cancel);
        if (await IsAllProtectedAsync(stack, cancel))
            return ExitCode.Success;
        using var interrupts = new Interrupts(Terminal.Style);
        var phase = new RunPhase(session, request, stack, interrupts);
        if (request.PreviewOnly)
            return await PreviewAsync(phase, cancel);
        var stackLock = await stack.Backend.LockAsync(stack.Reference, session.Clock, cancel);
        try
        {
            await stack.Backend.OpenState(stack.Reference).RecoverAsync(cancel);
            if (!request.SkipPreview && await PreviewAndAskAsync(phase, cancel) is { } stop)
                return stop;
            return await OperateAsync(phase, stack, cancel);
        }
        finally
        {
            stackLock.Dispose();
            if (stackLock.Problem is { } problem)
                Terminal.WriteError(problem);
        }
    }

    private async Task<int> PreviewAsync(RunPhase phase, CancellationToken cancel)
    {
        var (result, _) = await phase.RunAsync(preview: true, cancel);
        var code = ExitCodeOf(result, "preview");
        if (code == ExitCode.Success)
            await TellOfProtectedAsync(result);
        return code;
    }

    /// <returns>Null to go on, else the exit code.</returns>
    private async Task<int?> PreviewAndAskAsync(RunPhase phase, CancellationToken cancel)
    {
        var (preview, details) = await phase.RunAsync(preview: true, cancel);
        if (ExitCodeOf(preview, request.Word) is not ExitCode.Success and var failed)
            return failed;
        if (request.Yes)
            return null;
        while (true)
        {
            var answer = Prompt.Select(Terminal, Question, ["yes", "no", "details"], "no");
            if (answer is null)
                throw new CommandException($"confirmation cancelled, not proceeding with the {request.Word}");
            if (answer == "yes")
                return null;
            if (answer == "no")
            {
                await Terminal.Output.WriteLineAsync($"confirmation declined, not proceeding with the {request.Word}");
                return ExitCode.Failure;
            }
            await Terminal.Output.WriteLineAsync(details());
        }
    }

    private string Question => Terminal.Style.Prompt($"Do you want to perform this {request.Word}?")
        + (request.Deployment.Kind is DeploymentKind.Refresh
            ? "\n" + Terminal.Style.Warning("No resources will be modified as part of this refresh; just your stack's state will be.") + "\n"
            : "");

    private async Task<int> OperateAsync(RunPhase phase, RunStack stack, CancellationToken cancel)
    {
        var (result, _) = await phase.RunAsync(preview: false, cancel);
        if (ExitCodeOf(result, request.Word) is not ExitCode.Success and var failed)
            return failed;
        await TellOfProtectedAsync(result);
        if (request.Deployment.Kind is DeploymentKind.Destroy && result.Snapshot.Resources.IsEmpty)
            await AfterDestroyAsync(stack, cancel);
        return ExitCode.Success;
    }

    private async Task TellOfProtectedAsync(DeploymentResult result)
    {
        if (request.Deployment.ExcludeProtected && !request.Json && ProtectedResources.Count(result.Snapshot) is > 0 and var left)
            await Terminal.Output.WriteLineAsync($"All unprotected resources were destroyed. {StillThere(left)}");
    }

    /// <returns>Whether <c>--exclude-protected</c> leaves everything; then that is said, and nothing is run.</returns>
    private async Task<bool> IsAllProtectedAsync(RunStack stack, CancellationToken cancel)
    {
        if (!request.Deployment.ExcludeProtected)
            return false;
        var state = await stack.ReadStateAsync(cancel);
        if (state.Resources.IsEmpty || ProtectedResources.Count(state) is var count && count < state.Resources.Length)
            return false;
        if (!request.Json)
            await Terminal.Output.WriteLineAsync($"There were no unprotected resources to destroy. {StillThere(count)}");
        return true;
    }

    private static string StillThere(int count) => $"There are still {count} protected resources associated with this stack.";

    private async Task AfterDestroyAsync(RunStack stack, CancellationToken cancel)
    {
        const string deleted = "The resources in the stack have been deleted, ";
        if (request.Remove)
        {
            await StackRemoveCommand.RemoveAsync(session, stack.Backend, stack.Reference, new(), cancel);
            if (!request.Json)
                await Terminal.Output.WriteLineAsync(deleted + "and the history and configuration removed.");
            return;
        }
        if (request.Json)
            return;
        // The space at the end of the line is the original's.
        await Terminal.Output.WriteLineAsync(
            deleted + "but the history and configuration associated with the stack are still maintained. \n" +
            $"If you want to remove the stack completely, run `pulumi stack rm {stack.Reference.Name}`.");
    }

    private int ExitCodeOf(DeploymentResult result, string operation)
    {
        switch (result.Outcome)
        {
            case DeploymentOutcome.Cancelled:
                throw new CommandException($"{operation} cancelled", ExitCode.Cancelled);
            case DeploymentOutcome.Failed:
                return ExitCode.Failure;
            case DeploymentOutcome.Succeeded when request.ExpectNoChanges && result.HasChanges:
                throw new CommandException($"no changes were expected for {operation} but changes were proposed", ExitCode.UnexpectedChanges);
            default:
                return ExitCode.Success;
        }
    }
}
