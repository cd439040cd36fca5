using System.Collections.Immutable;
using System.Text;
using Pulumi.Engine.Model;
using Pulumi.Engine.Secrets;

namespace Pulumi.Engine.Providers.Command.Execution;

/// <summary>One execution of a command text with the inputs of its resource.</summary>
internal sealed class CommandRun
{
    public const string PreviousStdout = "PULUMI_COMMAND_STDOUT";
    public const string PreviousStderr = "PULUMI_COMMAND_STDERR";

    private readonly bool _isSecret;

    /// <param name="input">The name of the input that holds the text: create, update or delete.</param>
    /// <param name="previousOutputs">Those of the run before; empty at the first.</param>
    public CommandRun(PropertyMap inputs, string input, PropertyMap previousOutputs, Action<ProviderLog> log)
    {
        Inputs = inputs.WithoutSecrets();
        Text = inputs.Text(input)!;
        _isSecret = inputs[input].IsSecret();
        Mask = CommandSecrets.Mask(inputs, previousOutputs);
        Log = message => log(message with { Message = Mask.Apply(message.Message) });
        Output = new CapturedOutput(LogStreams.From(inputs.Text("logging")), log, Mask);
        Previous = inputs.Flag("addPreviousOutputInEnv") ?? true
            ? [.. new[] { (PreviousStdout, "stdout"), (PreviousStderr, "stderr") }
                .Select(p => (p.Item1, previousOutputs.Text(p.Item2) ?? "")).Where(p => p.Item2.Length > 0)]
            : [];
    }

    /// <summary>The resource's inputs, without secret wrappers.</summary>
    public PropertyMap Inputs { get; }

    public string Text { get; }
    public CapturedOutput Output { get; }
    public Action<ProviderLog> Log { get; }
    public SecretMask Mask { get; }

    public ReadOnlyMemory<byte> Stdin => Encoding.UTF8.GetBytes(Inputs.Text("stdin") ?? "");

    public ImmutableArray<(string Name, string Value)> Environment =>
        [.. (Inputs.Object("environment") ?? PropertyMap.Empty).Select(e => (e.Key, (e.Value as PropertyValue.StringValue)?.Value ?? ""))];

    /// <summary>The output of the run before, for the environment of this one.</summary>
    public ImmutableArray<(string Name, string Value)> Previous { get; }

    /// <summary>The error of a run that did not succeed: what happened, which command, and what it printed. Never its standard input.</summary>
    public ProviderException Failure(string what, Exception? inner = null) =>
        new(Mask.Apply($"{what}: running {(_isSecret ? "[secret]" : GoText.Quote(Mask.Apply(Text)))}:\n{Output.Both}"), inner);
}
