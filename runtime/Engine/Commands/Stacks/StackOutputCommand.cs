using System.CommandLine;
using Pulumi.Engine.Model;
using Pulumi.Engine.Secrets;

namespace Pulumi.Engine.Commands.Stacks;

/// <summary><c>pulumi stack output</c>: one output, or all.</summary>
internal static class StackOutputCommand
{
    public static Command Create(StackTarget target)
    {
        var name = new Argument<string?>("property-name") { Arity = ArgumentArity.ZeroOrOne, Description = "The output to print" };
        var json = Options.Flag("Emit output as JSON", "--json", "-j");
        var showSecrets = Options.Flag("Display outputs which are marked as secret in plaintext", "--show-secrets");
        var command = new Command("output", "Show a stack's output properties") { name, json, showSecrets };
        command.SetAction(async (parsed, cancel) =>
        {
            var (session, backend, stack) = await target.OpenAsync(parsed, cancel);
            var outputs = new StackOutputs(session, parsed.GetValue(showSecrets));
            var values = StackOutputs.Of((await ReadAsync()).Snapshot);
            await session.Terminal.Output.WriteLineAsync((parsed.GetValue(name), parsed.GetValue(json)) switch
            {
                (null, false) => outputs.Table(values).TrimEnd('\n'),
                (null, true) => outputs.Json(new PropertyValue.ObjectValue(values)),
                ({ } one, var asJson) => values.TryGetValue(one, out var value)
                    ? asJson ? outputs.Json(value) : outputs.Text(value)
                    : throw new CommandException($"current stack does not have output property '{one}'"),
            });

            async Task<Backend.State.DeploymentDocument> ReadAsync()
            {
                try
                {
                    return await backend.OpenState(stack).ReadAsync(outputs.Codec, cancel);
                }
                catch (IncorrectPassphraseException e)
                {
                    throw new SecretsException($"failed to decrypt: {e.Message}", e);
                }
            }
        });
        return command;
    }
}
