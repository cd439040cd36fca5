namespace Pulumi.Engine.Deployment;

/// <summary>What a run does. A preview is any of these with <see cref="DeploymentOptions.DryRun"/>.</summary>
public enum DeploymentKind
{
    Update,
    Refresh,
    Destroy,
}
