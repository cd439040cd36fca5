using System.Collections.Immutable;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers.Command.Execution;

namespace Pulumi.Engine.Providers.Command.Local;

/// <summary><c>command:local:Command</c></summary>
internal sealed class LocalCommandResource : ShellCommandResource
{
    /// <summary>Inputs that only local commands have.</summary>
    public static readonly ImmutableArray<InputProperty> LocalInputs =
    [
        new("archivePaths", InputKind.Texts),
        new("assetPaths", InputKind.Texts),
        new("dir", InputKind.Text),
        new("interpreter", InputKind.Texts),
    ];

    private static readonly ImmutableArray<string> Shell = ["/bin/sh", "-c"];

    protected override InputSchema Schema { get; } = new([.. CommonInputs, .. LocalInputs]);

    /// <exception cref="ProviderException">It could not be started, or it failed.</exception>
    public static Task ExecuteAsync(CommandRun run, CancellationToken cancel)
    {
        var interpreter = run.Inputs.Texts("interpreter") is { IsEmpty: false } given ? given : Shell;
        return LocalProcess.RunAsync(run, interpreter, run.Inputs.Text("dir") ?? Directory.GetCurrentDirectory(), cancel);
    }

    protected override PropertyMap MoreOutputs(PropertyMap inputs, bool preview) => FileOutputs.From(inputs.WithoutSecrets(), preview);

    protected override Task RunAsync(CommandRun run, CancellationToken cancel) => ExecuteAsync(run, cancel);
}
