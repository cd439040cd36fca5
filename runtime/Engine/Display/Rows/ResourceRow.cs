using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.Display.Rows;

/// <summary>What the display knows of one resource: its last step, and all that was said about it.</summary>
/// <param name="tick">Seconds of the run when it first came up: its dots start with it.</param>
internal sealed class ResourceRow(string urn, TimeProvider clock, int tick = 0)
{
    private readonly List<EngineEvent.Diagnostic> _diagnostics = [];
    private long _started = clock.GetTimestamp();

    public string Urn => urn;

    public int Tick => tick;

    public bool IsStack { get; } = Pulumi.Engine.Model.Urn.IsStack(urn);

    public string Name { get; } = Pulumi.Engine.Model.Urn.Name(urn);

    /// <summary>The type without the repetition in its middle: <c>tls:index:PrivateKey</c>.</summary>
    public string Type { get; } = ShortType(Pulumi.Engine.Model.Urn.Type(urn));

    public string Parent => Step?.New?.Parent ?? Step?.Old?.Parent ?? "";

    public StepMetadata? Step { get; private set; }

    public StepOp Op => Step?.Op ?? StepOp.Same;

    public RowState State { get; private set; } = RowState.Waiting;

    /// <summary>Whether it has, or had, something to show: unchanged resources have not.</summary>
    public bool IsShown { get; private set; }

    public TimeSpan Elapsed => State is RowState.Done ? Duration : clock.GetElapsedTime(_started);

    private TimeSpan Duration { get; set; }

    /// <summary>The last thing said, kept or not; the row shows its first line.</summary>
    public EngineEvent.Diagnostic? Last { get; private set; }

    /// <summary>What was said and is kept.</summary>
    public IReadOnlyList<EngineEvent.Diagnostic> Diagnostics => _diagnostics;

    public bool HasErrors => State is RowState.Failed || Count(DiagnosticSeverity.Error) > 0;

    /// <summary>The last error that was said, kept or not.</summary>
    public EngineEvent.Diagnostic? LastError { get; private set; }

    /// <summary>The last step that said which inputs differ.</summary>
    public StepMetadata? Changes { get; private set; }


    public void Begin(StepMetadata step)
    {
        Step = step;
        State = RowState.Running;
        _started = clock.GetTimestamp();
        IsShown |= step.Op is not StepOp.Same;
        if (!ShortDiff.Of(step).IsEmpty)
            (Changes, IsShown) = (step, true);
        // The preparations of the program are over when it has a stack.
        if (IsStack && Last is { Ephemeral: true })
            Last = null;
    }

    public void End(StepMetadata step, TimeSpan duration, bool failed)
    {
        Step = step;
        Duration = duration;
        State = failed ? RowState.Failed : RowState.Done;
        IsShown |= failed;
    }

    public void Add(EngineEvent.Diagnostic diagnostic)
    {
        Last = diagnostic;
        if (diagnostic.Severity is DiagnosticSeverity.Error)
            LastError = diagnostic;
        IsShown = true;
        if (!diagnostic.Ephemeral)
            _diagnostics.Add(diagnostic);
    }

    public int Count(params DiagnosticSeverity[] severities) => _diagnostics.Count(d => severities.Contains(d.Severity));

    private static string ShortType(string type)
    {
        var parts = type.Split(':');
        if (parts.Length != 3)
            return type;
        var module = parts[1].Split('/');
        return module.Length == 2 && string.Equals(module[1], parts[2], StringComparison.OrdinalIgnoreCase)
            ? $"{parts[0]}:{module[0]}:{parts[2]}"
            : type;
    }
}

internal enum RowState
{
    /// <summary>Something was said about it, and no step has begun.</summary>
    Waiting,
    Running,
    Done,
    Failed,
}
