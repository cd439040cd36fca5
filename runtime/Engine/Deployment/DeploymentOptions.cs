using System.Collections.Immutable;

namespace Pulumi.Engine.Deployment;

/// <summary>The options of <c>pulumi preview|up|refresh|destroy</c> that concern the engine, by the names of their flags.</summary>
public sealed record DeploymentOptions
{
    /// <summary>Operations at once when <c>--parallel</c> is not given.</summary>
    public const int DefaultParallel = 16;

    public required DeploymentKind Kind { get; init; }

    /// <summary>A preview: providers are asked what they would do, nothing is touched and no state is written.</summary>
    public bool DryRun { get; init; }

    public int Parallel { get; init; } = DefaultParallel;

    /// <summary>A failed resource holds up only what depends on it.</summary>
    public bool ContinueOnError { get; init; }

    /// <summary>Reads every resource first, as <c>pulumi refresh</c> does, before an update or destroy.</summary>
    public bool Refresh { get; init; }

    /// <summary>URNs, <c>*</c> and <c>**</c> allowed: nothing but these is touched. Empty means all.</summary>
    public ImmutableArray<string> Targets { get; init; } = [];

    public bool TargetDependents { get; init; }

    /// <summary>URNs, <c>*</c> and <c>**</c> allowed: replaced although nothing differs.</summary>
    public ImmutableArray<string> Replace { get; init; } = [];

    /// <summary>The same as <see cref="Replace"/> and <see cref="Targets"/> with one value.</summary>
    public ImmutableArray<string> TargetReplace { get; init; } = [];

    public ImmutableArray<string> Exclude { get; init; } = [];

    public bool ExcludeDependents { get; init; }

    /// <summary><c>refresh --clear-pending-creates</c>.</summary>
    public bool ClearPendingCreates { get; init; }

    /// <summary><c>destroy --exclude-protected</c>.</summary>
    public bool ExcludeProtected { get; init; }
}
