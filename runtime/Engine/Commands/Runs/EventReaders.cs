using Pulumi.Engine.Deployment;
using Pulumi.Engine.Display;
using Pulumi.Engine.Display.Diff;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Commands.Runs;

/// <summary>Keeps the events of a preview for the details.</summary>
internal sealed class EventRecorder : IEngineEvents
{
    private readonly List<EngineEvent> _events = [];

    public void On(EngineEvent e) => _events.Add(e);

    public string Details(DisplayOptions options)
    {
        using var text = new StringWriter();
        using var display = new DiffDisplay(text, TextWriter.Null, options, headline: false);
        foreach (var e in _events.Where(e => e is not EngineEvent.Summary))
            display.On(e);
        return text.ToString();
    }
}

/// <summary>Several readers of one stream of events.</summary>
internal sealed class EventFanOut(IReadOnlyList<IEngineEvents> readers) : IEngineEvents
{
    public void On(EngineEvent e)
    {
        foreach (var reader in readers)
            reader.On(e);
    }
}

/// <summary><c>--logtostderr -v=N</c>: what the engine says for those who look for mistakes.</summary>
internal sealed class DebugLog(TextWriter error) : IEngineEvents
{
    public void On(EngineEvent e)
    {
        if (e is EngineEvent.Diagnostic { Severity: DiagnosticSeverity.Debug } debug)
            error.WriteLine($"debug: {(debug.Urn.Length > 0 ? Urn.Name(debug.Urn) + ": " : "")}{debug.Message.TrimEnd('\n')}");
    }
}
