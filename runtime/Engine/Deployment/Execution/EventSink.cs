using System.Collections.Immutable;
using Pulumi.Engine.Providers;
using Pulumi.Engine.Secrets;

namespace Pulumi.Engine.Deployment.Execution;

internal static class ProviderLogs
{
    public static DiagnosticSeverity ToDiagnostic(this ProviderLogSeverity severity) => severity switch
    {
        ProviderLogSeverity.Debug => DiagnosticSeverity.Debug,
        ProviderLogSeverity.Info => DiagnosticSeverity.Info,
        ProviderLogSeverity.Warning => DiagnosticSeverity.Warning,
        _ => DiagnosticSeverity.Error,
    };
}

/// <summary>Delivers events one at a time, and counts.</summary>
/// <param name="mask">Of the configuration's secrets: no message shows them, whoever wrote it.</param>
internal sealed class EventSink(IEngineEvents events, SecretMask mask)
{
    private readonly Lock _lock = new();
    private ImmutableSortedDictionary<StepOp, int> _changes = ImmutableSortedDictionary<StepOp, int>.Empty;
    private bool _closed;

    public ImmutableSortedDictionary<StepOp, int> Changes
    {
        get
        {
            lock (_lock)
                return _changes;
        }
    }

    public void Send(EngineEvent e)
    {
        lock (_lock)
        {
            if (!_closed)
                events.On(e);
        }
    }

    /// <summary>A step that is done.</summary>
    /// <param name="counts">Whether it is one of the run's changes, or only prepares them.</param>
    public void Done(StepMetadata step, TimeSpan duration, bool counts = true)
    {
        lock (_lock)
        {
            if (_closed)
                return;
            if (counts && step is { Logical: true, Hidden: false })
                _changes = _changes.SetItem(step.Op, _changes.GetValueOrDefault(step.Op) + 1);
            events.On(new EngineEvent.ResourceOutputs(step, duration));
        }
    }

    /// <summary>Counts resources that the run leaves as they are, without a step for each.</summary>
    public void Unchanged(int count)
    {
        lock (_lock)
            _changes = count == 0 ? _changes : _changes.SetItem(StepOp.Same, _changes.GetValueOrDefault(StepOp.Same) + count);
    }

    public void Error(string urn, string message) => Log(urn, DiagnosticSeverity.Error, message, ephemeral: false);

    public void Log(
        string urn, DiagnosticSeverity severity, string message, bool ephemeral, DiagnosticSource source = DiagnosticSource.Log)
    {
        lock (_lock)
        {
            if (!_closed)
                events.On(new EngineEvent.Diagnostic(urn, severity, mask.Apply(message), ephemeral, source));
        }
    }

    /// <summary>Sends the last event; what abandoned operations still say is not heard any more.</summary>
    public void Close(EngineEvent.Summary summary)
    {
        lock (_lock)
        {
            events.On(summary);
            _closed = true;
        }
    }
}
