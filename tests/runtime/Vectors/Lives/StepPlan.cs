using Pulumi.Engine.Vectors.Tests.Sandbox;

namespace Pulumi.Engine.Vectors.Tests.Lives;

/// <summary>What a recording does not say of a step: what was done before it, what it was fed, and when it was interrupted.</summary>
internal sealed record StepPlan
{
    public Func<Task>? Before { get; init; }

    public Func<string>? Stdin { get; init; }

    public string Directory { get; init; } = "/PROGRAM";

    /// <summary>While it runs.</summary>
    public Func<SandboxCommand, Task>? During { get; init; }

    /// <summary>After it ended.</summary>
    public Func<Task>? After { get; init; }

    /// <summary>It goes on while the steps that follow run, up to this one; <see cref="During"/> ends before they begin.</summary>
    public string? RunsUntil { get; init; }

    /// <summary>Done before it is waited for at the end.</summary>
    public Action? End { get; init; }
}
