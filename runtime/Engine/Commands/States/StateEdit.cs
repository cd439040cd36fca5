using System.CommandLine;
using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Commands.States;

/// <summary>What the commands that change a state by hand share: which stack, a question on a terminal, the stack's lock.</summary>
internal sealed class StateEdit(GlobalOptions globals)
{
    public Option<string> Stack { get; } = Options.Stack();

    public Option<bool> Yes { get; } = Options.Flag("Skip confirmation prompts", "--yes", "-y");

    public Argument<string[]> Urns { get; } = new("resource-urn") { Arity = ArgumentArity.ZeroOrMore, Description = "The URNs of the resources" };

    /// <summary>Secrets stay sealed: no passphrase is needed.</summary>
    /// <param name="edit">Gives the new state.</param>
    /// <exception cref="CommandException">The answer was no, or the change is not possible.</exception>
    public async Task<Terminal> RunAsync(ParseResult parsed, Func<Snapshot, Terminal, Snapshot> edit, CancellationToken cancel)
    {
        var session = globals.OpenSession(parsed);
        var stack = await session.StackAsync(parsed.GetValue(Stack), cancel);
        var backend = await session.BackendAsync(cancel);
        var terminal = session.Terminal;
        if (terminal.IsInteractive && !parsed.GetValue(Yes) && !terminal.SkipsConfirmations
            && !Prompt.YesNo(terminal, "This command will edit your stack's state directly. Confirm?"))
        {
            await terminal.Output.WriteLineAsync("confirmation declined");
            throw CommandException.Silent(ExitCode.Failure);
        }
        using var stackLock = await backend.LockAsync(stack, session.Clock, cancel);
        var file = backend.OpenState(stack);
        await file.RecoverAsync(cancel);
        var document = await file.ReadAsync(_ => SealedSecrets.Instance, cancel);
        var edited = edit(document.Snapshot, terminal);
        // A state that was broken before may be mended step by step.
        if (SnapshotIntegrity.FindProblem(document.Snapshot) is null && SnapshotIntegrity.FindProblem(edited) is { } problem)
            throw new CommandException($"the change would leave a broken state: {problem}");
        await file.WriteAsync(document with { Snapshot = edited }, SealedSecrets.Instance, cancel);
        return terminal;
    }
}
