using System.Collections.Immutable;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Deployment;

/// <summary>What happens in a run, for displays. Delivered one at a time, in order.</summary>
public interface IEngineEvents
{
    void On(EngineEvent e);
}

public abstract record EngineEvent
{
    private EngineEvent()
    {
    }

    /// <summary>A step begins.</summary>
    public sealed record ResourcePre(StepMetadata Step) : EngineEvent;

    /// <summary>A step is done; its <see cref="StepMetadata.New"/> has the outputs.</summary>
    public sealed record ResourceOutputs(StepMetadata Step, TimeSpan Duration) : EngineEvent;

    /// <summary>A step failed. The text came before, as a <see cref="Diagnostic"/> of the same URN.</summary>
    public sealed record StepFailed(StepMetadata Step, string Error, TimeSpan Duration) : EngineEvent;

    /// <param name="Urn">The resource it is about; empty for the stack.</param>
    /// <param name="Message">Without secrets. May have several lines.</param>
    /// <param name="Ephemeral">A progress line: shown in the resource's row while it runs, not kept.</param>
    /// <param name="Source">Where it was said: what one source said is told together.</param>
    public sealed record Diagnostic(
        string Urn, DiagnosticSeverity Severity, string Message, bool Ephemeral, DiagnosticSource Source = DiagnosticSource.Log) : EngineEvent;

    /// <summary>The stack's outputs were set. Not sent when the program failed before that.</summary>
    public sealed record StackOutputs(PropertyMap Old, PropertyMap New) : EngineEvent;

    /// <summary>The last event of a run.</summary>
    /// <param name="Changes">Resources per operation, without default providers.</param>
    public sealed record Summary(
        DeploymentOutcome Outcome, ImmutableSortedDictionary<StepOp, int> Changes, TimeSpan Duration) : EngineEvent;
}

/// <summary>In the order in which the end of a run tells what they said.</summary>
public enum DiagnosticSource
{
    ProgramOutput,
    ProgramError,

    /// <summary>The engine, a provider, or the program through the engine.</summary>
    Log,
}

public enum DiagnosticSeverity
{
    Debug,
    Info,

    /// <summary>A line that the program printed on its standard error: information, not an error.</summary>
    InfoError,
    Warning,
    Error,
}
