using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Tests.Deployment.Support;

internal sealed class RecordingEvents : IEngineEvents
{
    public List<EngineEvent> All { get; } = [];

    public void On(EngineEvent e) => All.Add(e);

    /// <summary>Steps that were done, as <c>create a</c>; without sames, the stack and default providers.</summary>
    public IEnumerable<string> Steps => All.OfType<EngineEvent.ResourceOutputs>()
        .Where(e => e.Step is { Hidden: false, Op: not StepOp.Same, Type: not Urn.StackType })
        .Select(e => $"{e.Step.Op.Name()} {Urn.Name(e.Step.Urn)}");

    public StepMetadata Step(StepOp op, string name) =>
        All.OfType<EngineEvent.ResourceOutputs>().Single(e => e.Step.Op == op && Urn.Name(e.Step.Urn) == name).Step;

    public IEnumerable<string> Errors => All.OfType<EngineEvent.Diagnostic>()
        .Where(d => d.Severity is DiagnosticSeverity.Error)
        .Select(d => d.Message);
}
