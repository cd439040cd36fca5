using System.CommandLine;

namespace Pulumi.Engine.Commands;

/// <summary><c>pulumi cancel</c>: deletes the locks that a killed run left. A run that lives goes on.</summary>
internal static class CancelCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var name = new Argument<string?>("stack") { Arity = ArgumentArity.ZeroOrOne, Description = "The name of the stack" };
        var stackOption = Options.Stack();
        var yes = Options.Flag("Skip confirmation prompts, and proceed with cancellation anyway", "--yes", "-y");
        var command = new Command("cancel", "Cancel a stack's currently running update, if any") { name, stackOption, yes };
        command.SetAction(async (parsed, cancel) =>
        {
            var session = globals.OpenSession(parsed);
            var stack = await session.StackAsync(parsed.GetValue(name) ?? parsed.GetValue(stackOption), cancel);
            if (session.Terminal.IsInteractive && !parsed.GetValue(yes)
                && !Prompt.Confirm(session.Terminal, $"This will irreversibly cancel the currently running update for '{stack.Name}'!", stack.Name))
            {
                await session.Terminal.Output.WriteLineAsync("confirmation declined");
                return ExitCode.Failure;
            }
            await (await session.BackendAsync(cancel)).CancelAsync(stack, cancel);
            await session.Terminal.Output.WriteLineAsync($"The currently running update for '{stack.Name}' has been canceled!");
            return ExitCode.Success;
        });
        return command;
    }
}
