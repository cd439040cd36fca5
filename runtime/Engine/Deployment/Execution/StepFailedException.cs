using Pulumi.Engine.Deployment.Planning;

namespace Pulumi.Engine.Deployment.Execution;

/// <summary>A step failed; the display has its text already.</summary>
internal sealed class StepFailedException(Step step, Exception cause) : Exception(cause.Message, cause)
{
    public Step Step { get; } = step;

    /// <summary>Whether it only refused to touch a protected resource.</summary>
    public bool IsRefusal => InnerException is ProtectedException;
}

/// <summary>A protected resource was to be deleted. Nothing was touched, so the others go on.</summary>
internal sealed class ProtectedException(string message) : Exception(message);
