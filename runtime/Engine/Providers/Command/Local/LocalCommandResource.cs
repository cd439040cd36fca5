using System.Collections.Immutable;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers.Command.Execution;

namespace Pulumi.Engine.Providers.Command.Local;

/// <summary><c>command:local:Command</c></summary>
internal sealed class LocalCommandResource : ShellCommandResource
{
    private static readonly ImmutableArray<string> Shell = ["/bin/sh", "-c"];

    protected override InputSchema Schema { get; } = new(
    [
        .. CommonInputs,
        new("archivePaths", InputKind.Texts),
        new("assetPaths", InputKind.Texts),
        new("dir", InputKind.Text),
        new("interpreter", InputKind.Texts),
    ]);

    protected override PropertyMap MoreOutputs(PropertyMap inputs, bool preview) => FileOutputs.From(inputs.WithoutSecrets(), preview);

    protected override Task RunAsync(CommandRun run, CancellationToken cancel)
    {
        var interpreter = run.Inputs.Texts("interpreter") is { IsEmpty: false } given ? given : Shell;
        return LocalProcess.RunAsync(run, interpreter, run.Inputs.Text("dir") ?? Directory.GetCurrentDirectory(), cancel);
    }
}
