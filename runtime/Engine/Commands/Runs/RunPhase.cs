using System.Collections.Immutable;
using Pulumi.Engine.Backend;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Display;
using Pulumi.Engine.ProgramHost;
using Pulumi.Engine.Providers;

namespace Pulumi.Engine.Commands.Runs;

/// <summary>The preview of a run, or the operation itself: from the state through the engine to the display and the history.</summary>
internal sealed class RunPhase(Session session, RunRequest request, RunStack stack, Interrupts interrupts)
{
    /// <returns>The result, and the text of the details that a person may ask for.</returns>
    public async Task<(DeploymentResult Result, Func<string> Details)> RunAsync(bool preview, CancellationToken cancel)
    {
        var started = session.Clock.GetUtcNow();
        var runtime = DescribeRuntimeAsync(preview, cancel);
        var options = DisplayOptionsOf(preview);
        var recorder = new EventRecorder();
        using var display = RunDisplays.Create(session, options, stack);
        using var controlC = options is { Live: true, Diff: false, Json: false } ? new ControlC(interrupts.OnControlC, session.Clock) : null;
        using var notices = interrupts.Announce(display.Notice, preview);
        using var store = stack.OpenStore();
        var run = new DeploymentRun(
            stack.Target,
            await stack.ReadStateAsync(cancel),
            stack.OpenProgram(),
            BuiltInProviders.All,
            store,
            new EventFanOut([display, recorder, .. DebugLog()]),
            session.Clock,
            request.Deployment with { DryRun = preview });
        var result = await run.RunAsync(interrupts.Soft, interrupts.Hard);
        if (!preview)
            await RecordAsync(result, started, RunEnvironment.Of(request).AddRange(await runtime), store, cancel);
        return (result, () => recorder.Details(options));
    }

    private IEnumerable<IEngineEvents> DebugLog() => request.ShowDebug ? [new DebugLog(session.Terminal.Error)] : [];

    private DisplayOptions DisplayOptionsOf(bool preview) => new()
    {
        Stack = stack.Reference.Name,
        Kind = request.Deployment.Kind,
        Preview = preview,
        Diff = request.Diff,
        Json = request.Json,
        Live = session.Terminal.IsInteractive,
        ShowSecrets = request.ShowSecrets,
        SuppressOutputs = request.SuppressOutputs,
        SuppressProgress = request.SuppressProgress,
        Style = session.Terminal.Style,
    };

    /// <summary>Only of runs that run the program. Meanwhile the run goes on.</summary>
    private Task<ImmutableSortedDictionary<string, string>> DescribeRuntimeAsync(bool preview, CancellationToken cancel) =>
        preview || request.Deployment.Kind is not DeploymentKind.Update
            ? Task.FromResult(ImmutableSortedDictionary<string, string>.Empty)
            : RuntimeDescription.OfAsync(session.Project.Runtime, session.Project.Main, cancel);

    private async Task RecordAsync(
        DeploymentResult result, DateTimeOffset started, ImmutableSortedDictionary<string, string> environment, JournaledSnapshotStore store,
        CancellationToken cancel)
    {
        var record = new UpdateRecord(
            request.Word,
            started,
            session.Clock.GetUtcNow(),
            request.Message,
            environment,
            stack.Configuration.ToSealedJson(),
            result.Outcome is DeploymentOutcome.Succeeded,
            result.Changes.Where(c => c.Value > 0).ToImmutableSortedDictionary(c => c.Key.Name(), c => c.Value, StringComparer.Ordinal));
        var written = store.Written ?? await stack.Backend.OpenState(stack.Reference).ReadContentAsync(cancel);
        await stack.Backend.OpenHistory(stack.Reference).AddAsync(record, written, session.Clock, cancel);
    }
}
