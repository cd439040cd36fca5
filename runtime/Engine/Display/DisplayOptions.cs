using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.Display;

/// <summary>What the flags say about the display.</summary>
public sealed record DisplayOptions
{
    public required string Stack { get; init; }

    public required DeploymentKind Kind { get; init; }

    public bool Preview { get; init; }

    /// <summary>Detailed changes of each resource instead of a row.</summary>
    public bool Diff { get; init; }

    public bool Json { get; init; }

    /// <summary>A person watches: rows change in place.</summary>
    public bool Live { get; init; }

    public bool ShowSecrets { get; init; }

    public bool SuppressOutputs { get; init; }

    public bool SuppressProgress { get; init; }

    public Style Style { get; init; } = Style.Plain;

    /// <summary>The word of the headline and of the heartbeat: <c>Previewing update</c>, <c>Updating</c>.</summary>
    public string Action => (Kind, Preview) switch
    {
        (DeploymentKind.Update, true) => "Previewing update",
        (DeploymentKind.Update, false) => "Updating",
        (DeploymentKind.Refresh, true) => "Previewing refresh",
        (DeploymentKind.Refresh, false) => "Refreshing",
        (DeploymentKind.Destroy, true) => "Previewing destroy",
        (DeploymentKind.Destroy, false) => "Destroying",
        _ => throw new ArgumentOutOfRangeException(nameof(Kind), Kind, null),
    };

    public string Headline => Style.Headline($"{Action} ({Stack}):");
}
