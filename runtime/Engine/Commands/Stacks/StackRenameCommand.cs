using System.CommandLine;
using Pulumi.Engine.Backend;

namespace Pulumi.Engine.Commands.Stacks;

/// <summary><c>pulumi stack rename</c>: state, history and configuration file get the new name, and it is selected.</summary>
internal static class StackRenameCommand
{
    public static Command Create(StackTarget target)
    {
        var name = new Argument<string>("new-stack-name") { Description = "The new name" };
        var command = new Command("rename", "Rename an existing stack") { name };
        command.SetAction(async (parsed, cancel) =>
        {
            var (session, backend, stack) = await target.OpenAsync(parsed, cancel);
            var renamed = StackReference.Parse(parsed.GetValue(name)!, session.Project.Name);
            using (await backend.LockAsync(stack, session.Clock, cancel))
                await backend.RenameAsync(stack, renamed, cancel);
            if (File.Exists(session.Project.StackFile(stack.Name)) && stack.Name != renamed.Name)
                File.Move(session.Project.StackFile(stack.Name), session.Project.StackFile(renamed.Name));
            await session.Workspace.SelectAsync(backend.Url, renamed, cancel);
            await session.Terminal.Output.WriteLineAsync($"Renamed {session.NameOf(stack)} to {session.NameOf(renamed)}");
        });
        return command;
    }
}
