using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Display;
using Pulumi.Engine.Display.Rows;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Tests.Display.Support;

/// <summary>A live display on a screen, fed with the events of a run of the stack <c>house-dev</c>.</summary>
internal sealed class LiveRun : IDisposable
{
    public const string Node = "house:Node";
    public const string Thing = "house:index:Thing";

    private static readonly string Stack = Urn.Create("dev", "house", "", Urn.StackType, "house-dev");

    private readonly FakeTimeProvider _clock = new();
    private readonly LiveDisplay _display;

    public LiveRun(
        DeploymentKind kind = DeploymentKind.Update, bool preview = false, bool colours = false, int width = 120, int height = 45)
    {
        Screen = new Screen(width, height);
        var options = new DisplayOptions { Stack = "dev", Kind = kind, Preview = preview, Live = true, Style = new Style(colours) };
        _display = new LiveDisplay(Screen, options, "house", _clock, () => (Screen.Width, Screen.Height));
    }

    public Screen Screen { get; }

    public static StepMetadata StackStep(StepOp op = StepOp.Same) => Step(op, Stack, "", custom: false);

    public static StepMetadata NodeStep(string name, StepOp op) => Step(op, NodeUrn(name), Stack, custom: false);

    /// <param name="node">Its component; null puts it below the stack.</param>
    public static StepMetadata ThingStep(string name, StepOp op, string? node = null, string[]? diffs = null) => Step(
        op,
        Urn.Create("dev", "house", node is null ? "" : NodeUrn(node), Thing, name),
        node is null ? Stack : NodeUrn(node),
        custom: true) with
    { Diffs = [.. diffs ?? []], IsDetailed = true };

    public void Begin(StepMetadata step) => _display.On(new EngineEvent.ResourcePre(step));

    public void End(StepMetadata step, double seconds = 0) =>
        _display.On(new EngineEvent.ResourceOutputs(step, TimeSpan.FromSeconds(seconds)));

    public void Do(StepMetadata step)
    {
        Begin(step);
        End(step);
    }

    public void Fail(StepMetadata step, string error)
    {
        Say(step.Urn, error, DiagnosticSeverity.Error);
        _display.On(new EngineEvent.StepFailed(step, error, TimeSpan.Zero));
    }

    public void Say(string urn, string text, DiagnosticSeverity severity, bool ephemeral = false) =>
        _display.On(new EngineEvent.Diagnostic(urn, severity, text, ephemeral));

    public void Notice(string text) => _display.Notice(text);

    public void Pass(double seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));

    public void Finish(DeploymentOutcome outcome = DeploymentOutcome.Succeeded, params (StepOp Op, int Count)[] changes) => _display.On(
        new EngineEvent.Summary(outcome, changes.ToImmutableSortedDictionary(c => c.Op, c => c.Count), TimeSpan.FromSeconds(3)));

    public void Dispose()
    {
        _display.Dispose();
        Screen.Dispose();
    }

    private static string NodeUrn(string name) => Urn.Create("dev", "house", "", Node, name);

    private static StepMetadata Step(StepOp op, string urn, string parent, bool custom)
    {
        var state = new ResourceState { Urn = urn, Type = Urn.Type(urn), Custom = custom, Parent = parent };
        return new()
        {
            Op = op,
            Urn = urn,
            Type = state.Type,
            Old = op is StepOp.Create ? null : state,
            New = op is StepOp.Delete or StepOp.DeleteReplaced ? null : state,
        };
    }
}
