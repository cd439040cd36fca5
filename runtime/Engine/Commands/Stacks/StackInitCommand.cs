using System.CommandLine;
using Pulumi.Engine.Backend;
using Pulumi.Engine.Secrets;

namespace Pulumi.Engine.Commands.Stacks;

/// <summary><c>pulumi stack init</c>: an empty state, a salt in the stack's configuration, and the stack is selected.</summary>
internal static class StackInitCommand
{
    public static Command Create(StackTarget target)
    {
        var name = new Argument<string?>("stack-name") { Arity = ArgumentArity.ZeroOrOne, Description = "The name of the stack" };
        var noSelect = Options.Flag("Do not select the stack", "--no-select");
        var command = new Command("init", "Create an empty stack with the given name, ready for updates") { name, noSelect, Options.Flag("Skip confirmation prompts: there are none", "--yes", "-y") };
        command.SetAction(async (parsed, cancel) =>
        {
            var session = target.Globals.OpenSession(parsed);
            var backend = await session.BackendAsync(cancel);
            var text = parsed.GetValue(name) ?? parsed.GetValue(target.Stack) ?? throw new CommandException("missing stack name");
            await CreateAsync(session, backend, StackReference.Parse(text, session.Project.Name), !parsed.GetValue(noSelect), cancel);
        });
        return command;
    }

    public static async Task CreateAsync(Session session, FileBackend backend, StackReference stack, bool select, CancellationToken cancel)
    {
        if (backend.Exists(stack))
            throw new BackendException($"stack '{stack.FullName}' already exists");
        var configuration = session.Configuration(stack, null);
        ISecretsManager manager;
        try
        {
            manager = configuration.Salt.Length > 0 ? session.Secrets.Open(configuration.Salt) : session.Secrets.Create();
        }
        catch (SecretsException e)
        {
            throw new SecretsException($"could not create secrets manager for new stack: {e.Message}", e);
        }
        await backend.CreateAsync(stack, manager.Salt, session.Clock, cancel);
        if (configuration.Salt.Length == 0)
        {
            configuration.SetSalt(manager.Salt);
            await configuration.SaveAsync(cancel);
        }
        if (select)
            await session.Workspace.SelectAsync(backend.Url, stack, cancel);
        await session.Terminal.Error.WriteLineAsync($"Created stack '{stack.Name}'");
    }
}
