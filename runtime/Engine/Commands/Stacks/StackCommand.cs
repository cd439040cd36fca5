using System.CommandLine;
using System.Globalization;
using Pulumi.Engine.Backend.State;

namespace Pulumi.Engine.Commands.Stacks;

/// <summary><c>pulumi stack</c>: what a stack consists of.</summary>
internal static class StackCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var target = new StackTarget(globals);
        var showUrns = Options.Flag("Display each resource's Pulumi-assigned globally unique URN", "--show-urns", "-u");
        var showIds = Options.Flag("Display each resource's provider-assigned unique ID", "--show-ids", "-i");
        var showName = Options.Flag("Display only the stack name", "--show-name");
        var showSecrets = Options.Flag("Display stack outputs which are marked as secret in plaintext", "--show-secrets");
        var command = new Command("stack", "Manage stacks and view stack state")
        {
            target.Stack,
            showUrns,
            showIds,
            showName,
            showSecrets,
            StackInitCommand.Create(target),
            StackSelectCommand.Create(target),
            StackListCommand.Create(target),
            StackRemoveCommand.Create(target),
            StackRenameCommand.Create(target),
            StackHistoryCommand.Create(target),
            StackOutputCommand.Create(target),
            StackExportCommand.Create(target),
            StackImportCommand.Create(target),
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var (session, backend, stack) = await target.OpenAsync(parsed, cancel);
            var output = session.Terminal.Output;
            if (parsed.GetValue(showName))
            {
                await output.WriteLineAsync(stack.Name);
                return;
            }
            var outputs = new StackOutputs(session, parsed.GetValue(showSecrets));
            var state = await backend.OpenState(stack).ReadAsync(outputs.Codec, cancel);
            await output.WriteAsync(Header(stack.Name, state, session.Clock));
            var resources = state.Snapshot.Resources;
            await output.WriteLineAsync($"Current stack resources ({resources.Length}):");
            await output.WriteLineAsync(resources.IsEmpty
                ? "    No resources currently in this stack"
                : ResourceTree.Render(resources, parsed.GetValue(showUrns), parsed.GetValue(showIds)).TrimEnd('\n'));
            await output.WriteLineAsync();
            var values = StackOutputs.Of(state.Snapshot);
            if (values.Count > 0)
                await output.WriteLineAsync(outputs.Table(values));
            await output.WriteLineAsync("Use `pulumi stack select` to change stack; `pulumi stack ls` lists known ones");
        });
        return command;
    }

    private static string Header(string name, DeploymentDocument state, TimeProvider clock)
    {
        var time = state.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
        return $"Current stack is {name}:\n"
            + $"    Managed by {Environment.MachineName}\n"
            + $"    Last updated: {RelativeTime.Describe(clock.GetUtcNow() - state.Time)} ({time} +0000 UTC)\n"
            + $"    Pulumi version used: {state.Version}\n"
            + (state.Salt.Length > 0 ? "    Secrets provider: passphrase\n" : "");
    }
}
