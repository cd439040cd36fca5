namespace Pulumi;

/// <summary>What a program may know of the deployment it runs in.</summary>
public sealed class DeploymentInstance
{
    private readonly DeploymentContext context;

    internal DeploymentInstance(DeploymentContext context) => this.context = context;

    public string StackName => context.StackName;

    public string ProjectName => context.ProjectName;

    public string OrganizationName => context.OrganizationName;

    /// <summary>The folder of the project's Pulumi.yaml.</summary>
    /// <exception cref="InvalidOperationException">if the engine does not tell it</exception>
    public string RootDirectory
        => context.RootDirectory
            ?? throw new InvalidOperationException("The Pulumi CLI version does not support root directory. Please update the Pulumi CLI.");

    /// <summary>Whether this is a preview: nothing is changed, and some outputs stay unknown.</summary>
    public bool IsDryRun => context.IsDryRun;

    /// <summary>Calls a function of a provider, or of the engine; in previews too.</summary>
    /// <typeparam name="T">A type that an output of a resource may have.</typeparam>
    /// <param name="token">As <c>command:local:run</c>; the engine's own begin with <c>pulumi:pulumi:</c>.</param>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options = null)
        => new(FunctionCall.RunAsync<T>(context, token, args, options));
}
