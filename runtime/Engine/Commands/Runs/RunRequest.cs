using System.Collections.Immutable;
using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.Commands.Runs;

/// <summary>What the user asked a run to do, read from the flags.</summary>
internal sealed record RunRequest
{
    public string? Stack { get; init; }

    public string? ConfigFile { get; init; }

    /// <summary><c>key=value</c>, saved in the stack's configuration before the run.</summary>
    public IReadOnlyList<string> Config { get; init; } = [];

    public bool ConfigPath { get; init; }

    public string Message { get; init; } = "";

    public bool Diff { get; init; }

    public bool Json { get; init; }

    public bool ShowSecrets { get; init; }

    public bool SuppressOutputs { get; init; }

    public bool SuppressProgress { get; init; }

    public bool Yes { get; init; }

    public bool SkipPreview { get; init; }

    public bool PreviewOnly { get; init; }

    public bool ExpectNoChanges { get; init; }

    public bool Remove { get; init; }

    public bool ShowDebug { get; init; }

    /// <summary>The flags that were given, in the words of a history record.</summary>
    public IReadOnlyDictionary<string, string> Flags { get; init; } = ImmutableDictionary<string, string>.Empty;

    public required DeploymentOptions Deployment { get; init; }

    /// <summary>The word for the operation in questions, errors and the history.</summary>
    public string Word => Deployment.Kind switch
    {
        DeploymentKind.Update => "update",
        DeploymentKind.Refresh => "refresh",
        DeploymentKind.Destroy => "destroy",
        _ => throw new ArgumentOutOfRangeException(nameof(Deployment), Deployment.Kind, null),
    };
}
