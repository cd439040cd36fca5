using System.Buffers;
using System.Text;
using System.Text.Json;
using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Display;

/// <summary>
/// For <c>up|refresh|destroy --json</c>: the engine's events as they come, one JSON object a line, in the form of the official CLI
/// (<c>apitype.EngineEvent</c>). Holds no secret, with <c>--show-secrets</c> neither.
/// </summary>
internal sealed class JsonEvents : IRunDisplay
{
    /// <summary>Texts come without colour.</summary>
    private const string Color = "never";

    private readonly TextWriter _output;
    private readonly TimeProvider _clock;
    private readonly bool _preview;
    private int _sequence;
    private int _steps;

    /// <param name="config">Full key to value; secret values are masked.</param>
    public JsonEvents(TextWriter output, DisplayOptions options, IReadOnlyDictionary<string, string> config, TimeProvider clock)
    {
        (_output, _clock, _preview) = (output, clock, options.Preview);
        Write("preludeEvent", json =>
        {
            json.WriteStartObject("config");
            foreach (var (key, value) in config.OrderBy(c => c.Key, StringComparer.Ordinal))
                json.WriteString(key, value);
            json.WriteEndObject();
        });
    }

    public void On(EngineEvent e)
    {
        switch (e)
        {
            case EngineEvent.ResourcePre { Step: { Hidden: false } step }:
                // The stack is there when it begins; what ends it are its outputs.
                _steps += Urn.IsStack(step.Urn) ? 1 : 0;
                Write("resourcePreEvent", json => WriteStep(json, step));
                break;
            case EngineEvent.ResourceOutputs { Step: { Hidden: false } step }:
                _steps += step.Logical && !Urn.IsStack(step.Urn) ? 1 : 0;
                Write("resOutputsEvent", json => WriteStep(json, step));
                break;
            case EngineEvent.StepFailed { Step: { Hidden: false } step }:
                Write("resOpFailedEvent", json =>
                {
                    WriteStep(json, step);
                    json.WriteNumber("status", 0);
                    json.WriteNumber("steps", _steps);
                });
                break;
            case EngineEvent.Diagnostic diagnostic:
                Write("diagnosticEvent", json => WriteDiagnostic(json, diagnostic));
                break;
            case EngineEvent.Summary summary:
                Write("summaryEvent", json => WriteSummary(json, summary));
                Write("cancelEvent", _ => { });
                break;
        }
    }

    public void Notice(string text) => Write("stdoutEvent", json =>
    {
        json.WriteString("message", text);
        json.WriteString("color", Color);
    });

    public void Dispose() => _output.Flush();

    private void Write(string name, Action<Utf8JsonWriter> payload)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, PropertyJson.Compact))
        {
            json.WriteStartObject();
            json.WriteNumber("sequence", _sequence++);
            json.WriteNumber("timestamp", _clock.GetUtcNow().ToUnixTimeSeconds());
            json.WriteStartObject(name);
            payload(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        _output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
        _output.Flush();
    }

    private void WriteStep(Utf8JsonWriter json, StepMetadata step)
    {
        json.WritePropertyName("metadata");
        StepJson.WriteEvent(json, step);
        if (_preview)
            json.WriteBoolean("planning", true);
    }

    private static void WriteDiagnostic(Utf8JsonWriter json, EngineEvent.Diagnostic diagnostic)
    {
        if (diagnostic.Urn.Length > 0)
            json.WriteString("urn", diagnostic.Urn);
        var severity = StepJson.Severity(diagnostic.Severity);
        if (diagnostic.Severity is DiagnosticSeverity.Debug or DiagnosticSeverity.Warning or DiagnosticSeverity.Error)
            json.WriteString("prefix", $"{severity}: ");
        json.WriteString("message", diagnostic.Message + "\n");
        json.WriteString("color", Color);
        json.WriteString("severity", severity);
        if (diagnostic.Ephemeral)
            json.WriteBoolean("ephemeral", true);
    }

    private void WriteSummary(Utf8JsonWriter json, EngineEvent.Summary summary)
    {
        json.WriteBoolean("maybeCorrupt", false);
        json.WriteNumber("durationSeconds", (int)Math.Ceiling(summary.Duration.TotalSeconds));
        json.WritePropertyName("resourceChanges");
        StepJson.WriteChanges(json, summary.Changes);
        json.WriteStartObject("PolicyPacks");
        json.WriteEndObject();
        json.WriteBoolean("isPreview", _preview);
        json.WriteString("result", summary.Outcome switch
        {
            DeploymentOutcome.Succeeded => "succeeded",
            DeploymentOutcome.Cancelled => "canceled",
            _ => "failed",
        });
    }
}
