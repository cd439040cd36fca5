using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;

namespace Pulumi.Engine.Deployment.Registration;

/// <summary>What the monitor asks of a deployment on behalf of the program.</summary>
/// <remarks>
/// Each call throws <see cref="RunStoppedException"/> once the run takes no more work, and <see cref="DeploymentException"/> when what
/// the program asks cannot be done.
/// </remarks>
internal interface IResourceRegistrar
{
    /// <summary>URN of the stack's own resource; empty until the program has registered it.</summary>
    string StackUrn { get; }

    Task<RegistrationResult> RegisterAsync(Goal goal, CancellationToken cancel);

    Task RegisterOutputsAsync(string urn, PropertyMap outputs, CancellationToken cancel);

    /// <summary>Calls a function of a provider.</summary>
    /// <exception cref="ProviderException">There is no such function, or it failed.</exception>
    Task<InvokeResult> InvokeAsync(Invocation invocation, CancellationToken cancel);

    /// <summary>The program has no more to register. Ends when the deployment has done its deletes.</summary>
    Task SignalAndWaitForShutdownAsync(CancellationToken cancel);

    /// <summary>A line of the program's own log.</summary>
    void Log(string urn, DiagnosticSeverity severity, string message, bool ephemeral);
}

/// <param name="Provider"><c>URN::ID</c>; empty takes the default provider.</param>
/// <param name="Version">Of the default provider; empty when the program does not say.</param>
internal sealed record Invocation(string Token, PropertyMap Arguments, string Provider, string Version);

/// <summary>The run takes no more work: it failed, or was cancelled.</summary>
internal sealed class RunStoppedException() : Exception("the deployment has stopped and takes no more resources");
