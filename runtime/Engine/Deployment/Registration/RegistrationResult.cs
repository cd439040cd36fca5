using Pulumi.Engine.Model;

namespace Pulumi.Engine.Deployment.Registration;

/// <summary>The answer to a registration.</summary>
internal sealed record RegistrationResult(ResourceState State, RegistrationOutcome Outcome);

internal enum RegistrationOutcome
{
    Succeeded,
    Failed,

    /// <summary>Not tried, because something that it needs failed.</summary>
    Skipped,
}
