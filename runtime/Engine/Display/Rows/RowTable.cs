using System.Diagnostics.CodeAnalysis;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Display.Rows;

/// <summary>All rows of a run, in the order in which they first came up, kept up to date from the engine's events.</summary>
internal sealed class RowTable(DisplayOptions options, string project, TimeProvider clock)
{
    private readonly long _started = clock.GetTimestamp();
    private readonly Dictionary<string, ResourceRow> _byUrn = [];
    private readonly List<ResourceRow> _rows = [];
    private readonly HashSet<string> _unchanged = [];

    public string StackUrn { get; } = Urn.Create(options.Stack, project, "", Urn.StackType, $"{project}-{options.Stack}");

    public IReadOnlyList<ResourceRow> Rows => _rows;

    public ResourceRow? Stack => _rows.Find(r => r.IsStack);

    /// <summary>Whole seconds since the run began.</summary>
    public int Tick => (int)clock.GetElapsedTime(_started).TotalSeconds;

    /// <summary>Resources that are done, and stay as they are.</summary>
    public int Unchanged => _unchanged.Count;

    /// <summary>A step failed, not only a check before it.</summary>
    public bool HasFailedSteps { get; private set; }

    /// <summary>Rows with errors, as the summary counts them.</summary>
    public int Errored => _rows.Count(r => r.HasErrors);

    /// <returns>False when the event changes no row.</returns>
    public bool TryApply(EngineEvent e, [NotNullWhen(true)] out ResourceRow? row)
    {
        row = null;
        switch (e)
        {
            case EngineEvent.ResourcePre { Step: { Hidden: false } step }:
                row = Row(step.Urn);
                row.Begin(step);
                return true;
            case EngineEvent.ResourceOutputs { Step: { Hidden: false } step } done:
                row = Row(step.Urn);
                row.End(step, done.Duration, failed: false);
                if (step.Op is StepOp.Same)
                    _unchanged.Add(step.Urn);
                return true;
            case EngineEvent.StepFailed { Step: var step } failed:
                row = Row(step.Urn);
                row.End(step, failed.Duration, failed: true);
                HasFailedSteps = true;
                return true;
            case EngineEvent.Diagnostic { Severity: not DiagnosticSeverity.Debug } diagnostic when diagnostic.Message.Trim().Length > 0:
                row = Row(diagnostic.Urn.Length == 0 ? StackUrn : diagnostic.Urn);
                row.Add(diagnostic);
                return true;
            default:
                return false;
        }
    }

    public ResourceRow? Find(string urn) => _byUrn.GetValueOrDefault(urn);

    /// <summary>A row for a resource that is only known as another one's parent.</summary>
    public ResourceRow Placeholder(string urn) => new(urn, clock, Tick);

    private ResourceRow Row(string urn)
    {
        if (_byUrn.TryGetValue(urn, out var known))
            return known;
        var row = new ResourceRow(urn, clock, Tick);
        _byUrn.Add(urn, row);
        _rows.Add(row);
        return row;
    }
}
