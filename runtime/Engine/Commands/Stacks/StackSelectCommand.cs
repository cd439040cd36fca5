using System.CommandLine;
using Pulumi.Engine.Backend;

namespace Pulumi.Engine.Commands.Stacks;

/// <summary><c>pulumi stack select</c>: the stack that commands are about when no flag says otherwise.</summary>
internal static class StackSelectCommand
{
    public static Command Create(StackTarget target)
    {
        var name = new Argument<string?>("stack") { Arity = ArgumentArity.ZeroOrOne, Description = "The name of the stack" };
        var create = Options.Flag("If selected stack does not exist, create it", "--create", "-c");
        var command = new Command("select", "Switch the current workspace to the given stack") { name, create };
        command.SetAction(async (parsed, cancel) =>
        {
            var session = target.Globals.OpenSession(parsed);
            var backend = await session.BackendAsync(cancel);
            var text = parsed.GetValue(name) ?? parsed.GetValue(target.Stack)
                ?? throw new CommandException("no stack provided: name the stack to select; `pulumi stack ls` lists known ones");
            var stack = StackReference.Parse(text, session.Project.Name);
            if (!backend.Exists(stack) && parsed.GetValue(create))
            {
                await StackInitCommand.CreateAsync(session, backend, stack, select: true, cancel);
                return;
            }
            backend.RequireExists(stack);
            await session.Workspace.SelectAsync(backend.Url, stack, cancel);
        });
        return command;
    }
}
