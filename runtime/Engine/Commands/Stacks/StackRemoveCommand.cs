using System.CommandLine;
using Pulumi.Engine.Backend;
using Pulumi.Engine.Backend.State;

namespace Pulumi.Engine.Commands.Stacks;

/// <summary><c>pulumi stack rm</c>: the stack's state, history and configuration file.</summary>
internal static class StackRemoveCommand
{
    public static Command Create(StackTarget target)
    {
        var name = new Argument<string?>("stack") { Arity = ArgumentArity.ZeroOrOne, Description = "The name of the stack" };
        var yes = Options.Flag("Skip confirmation prompts, and proceed with removal anyway", "--yes", "-y");
        var force = Options.Flag("Forces deletion of the stack, leaving behind any resources managed by the stack", "--force", "-f");
        var preserve = Options.Flag("Do not delete the corresponding Pulumi.<stack-name>.yaml configuration file for the stack", "--preserve-config");
        var backups = Options.Flag("Additionally remove backups of the stack", "--remove-backups");
        var command = new Command("remove", "Remove a stack and its configuration") { name, yes, force, preserve, backups };
        command.Aliases.Add("rm");
        command.Aliases.Add("delete");
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(name) is not null && parsed.GetValue(target.Stack) is not null)
                throw new CommandException("only one of --stack or argument stack name may be specified, not both");
            var (session, backend, stack) = await target.OpenAsync(parsed, cancel, parsed.GetValue(name));
            var terminal = session.Terminal;
            var confirmed = parsed.GetValue(yes) || terminal.SkipsConfirmations;
            if (!confirmed && !terminal.IsInteractive)
                throw new CommandException("non-interactive mode requires --yes flag");
            if (!confirmed && !Prompt.Confirm(terminal, $"This will permanently remove the '{stack.Name}' stack!", stack.Name))
            {
                await terminal.Output.WriteLineAsync("confirmation declined");
                return ExitCode.Failure;
            }
            using (await backend.LockAsync(stack, session.Clock, cancel))
                await RemoveAsync(session, backend, stack, new(parsed.GetValue(force), parsed.GetValue(preserve), parsed.GetValue(backups)), cancel);
            await terminal.Output.WriteLineAsync($"Stack '{stack.Name}' has been removed!");
            return ExitCode.Success;
        });
        return command;
    }

    public static async Task RemoveAsync(
        Session session, FileBackend backend, StackReference stack, StackRemoval how, CancellationToken cancel)
    {
        var state = await backend.OpenState(stack).ReadAsync(_ => SealedSecrets.Instance, cancel);
        if (!state.Snapshot.Resources.IsEmpty && !how.Force)
        {
            throw new CommandException(
                $"'{stack.Name}' still has resources; removal rejected. Possible actions:\n" +
                $"- Make sure that '{stack.Name}' is the stack that you want to destroy\n" +
                "- Run `pulumi destroy` to delete the resources, then run `pulumi stack rm`\n" +
                "- Run `pulumi stack rm --force` to override this error");
        }
        backend.Remove(stack, how.WithBackups);
        // The stack of another project has its configuration beside that project's Pulumi.yaml.
        if (!how.PreserveConfiguration && stack.Project == session.Project.Name)
            File.Delete(session.Project.StackFile(stack.Name));
        if (session.Workspace.Selected(backend.Url) == stack.FullName)
            await session.Workspace.SelectAsync(backend.Url, null, cancel);
    }
}

/// <param name="Force">Although the stack has resources.</param>
internal sealed record StackRemoval(bool Force = false, bool PreserveConfiguration = false, bool WithBackups = false);
