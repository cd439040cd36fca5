using System.CommandLine;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Commands.Stacks;

/// <summary><c>pulumi stack output</c>: one output, or all.</summary>
internal static class StackOutputCommand
{
    public static Command Create(StackTarget target)
    {
        var name = new Argument<string?>("property-name") { Arity = ArgumentArity.ZeroOrOne, Description = "The output to print" };
        var json = Options.Flag("Emit output as JSON", "--json", "-j");
        var shell = Options.Flag("Emit output as a shell script", "--shell");
        var showSecrets = Options.Flag("Display outputs which are marked as secret in plaintext", "--show-secrets");
        var command = new Command("output", "Show a stack's output properties") { name, json, shell, showSecrets };
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(json) && parsed.GetValue(shell))
                throw new CommandException("only one of --json and --shell may be set");
            var (session, backend, stack) = await target.OpenAsync(parsed, cancel);
            var outputs = new StackOutputs(session, parsed.GetValue(showSecrets));
            var values = StackOutputs.Of((await backend.OpenState(stack).ReadAsync(outputs.Codec, cancel)).Snapshot);
            if (parsed.GetValue(name) is { } one)
            {
                var value = values.GetValueOrDefault(one) ?? throw new CommandException($"current stack does not have output property '{one}'");
                await session.Terminal.Output.WriteAsync(
                    parsed.GetValue(shell) ? outputs.Shell(PropertyMap.Empty.With(one, value)) : (parsed.GetValue(json) ? outputs.Json(value) : outputs.Text(value)) + "\n");
                return;
            }
            await session.Terminal.Output.WriteAsync(
                parsed.GetValue(shell) ? outputs.Shell(values)
                : parsed.GetValue(json) ? outputs.Json(new PropertyValue.ObjectValue(values)) + "\n"
                : outputs.Table(values));
        });
        return command;
    }
}
