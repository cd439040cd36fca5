using System.Collections.Immutable;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers.Command.Execution;
using static Pulumi.Engine.Model.PropertyValue;

namespace Pulumi.Engine.Providers.Command;

/// <summary>What <c>remote.Command</c> and <c>local.Command</c> share: which text runs when, with what input, and what becomes of its output.</summary>
internal abstract class ShellCommandResource : CommandResource
{
    private const string Stdout = "stdout";
    private const string Stderr = "stderr";

    /// <summary>How a command runs, whichever it is.</summary>
    public static readonly ImmutableArray<InputProperty> ExecutionInputs =
    [
        new("addPreviousOutputInEnv", InputKind.Flag),
        new("environment", InputKind.TextMap),
        new("logging", InputKind.Text) { Validate = Validation.OneOf(LogStreams.Values) },
        new("stdin", InputKind.Text),
    ];

    protected static readonly ImmutableArray<InputProperty> CommonInputs =
    [
        .. ExecutionInputs,
        new("create", InputKind.Text),
        new("delete", InputKind.Text),
        new(Triggers, InputKind.List),
        new("update", InputKind.Text),
    ];

    /// <summary>Outputs beside the inputs and the two streams.</summary>
    protected virtual PropertyMap MoreOutputs(PropertyMap inputs, bool preview) => PropertyMap.Empty;

    /// <exception cref="ProviderException">The command could not be run, or failed.</exception>
    protected abstract Task RunAsync(CommandRun run, CancellationToken cancel);

    public sealed override PropertyMap Preview(PropertyMap inputs) =>
        new([.. Complete(inputs), .. MoreOutputs(inputs, preview: true), KeyValuePair.Create(Stdout, Unknown), KeyValuePair.Create(Stderr, Unknown)]);

    public sealed override async Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel) =>
        new(ResourceId.New(Urn.Name(request.Urn)), await RunAsync(request.Inputs, ["create"], PropertyMap.Empty, request.Log, cancel));

    /// <summary>Runs <c>update</c>, or else <c>create</c>.</summary>
    public sealed override Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel) =>
        RunAsync(request.NewInputs, ["update", "create"], request.OldOutputs, request.Log, cancel);

    /// <summary>Runs <c>delete</c> with everything as the state has it: text, connection, standard input, environment.</summary>
    public sealed override Task DeleteAsync(DeleteRequest request, CancellationToken cancel) =>
        RunAsync(request.Outputs, ["delete"], request.Outputs, request.Log, cancel);

    private async Task<PropertyMap> RunAsync(PropertyMap inputs, string[] texts, PropertyMap previous, Action<ProviderLog> log, CancellationToken cancel)
    {
        var text = texts.FirstOrDefault(name => inputs.Find(name) is not null);
        if (text is null)
            return Outputs(inputs, previous.Text(Stdout) ?? "", previous.Text(Stderr) ?? "");

        var run = new CommandRun(inputs, text, previous, log);
        try
        {
            await RunAsync(run, cancel);
        }
        finally
        {
            run.Output.Complete();
        }

        return Outputs(inputs, run.Output.Stdout, run.Output.Stderr);
    }

    private PropertyMap Outputs(PropertyMap inputs, string stdout, string stderr) =>
        new(Complete(inputs).With(Stdout, new StringValue(stdout)).With(Stderr, new StringValue(stderr)).Concat(MoreOutputs(inputs, preview: false)));
}
