using System.Text.Json;
using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Display;

/// <summary>For <c>preview --json</c>: one document at the end, with what each step changes.</summary>
internal sealed class JsonDisplay(TextWriter output, DisplayOptions options, IReadOnlyDictionary<string, string> config) : IRunDisplay
{
    private const int Indentation = 4;

    private readonly List<StepMetadata> _steps = [];
    private readonly List<EngineEvent.Diagnostic> _diagnostics = [];

    private ISecretCodec Secrets => options.ShowSecrets ? ShownSecrets.Instance : MaskedSecrets.Instance;

    public void On(EngineEvent e)
    {
        switch (e)
        {
            // A replacement is one step, its label. Of what stays the same only the stack is told.
            case EngineEvent.ResourcePre { Step: { Hidden: false, Logical: true } step } when step.Op is not StepOp.Same || Urn.IsStack(step.Urn):
                _steps.Add(step);
                break;
            case EngineEvent.ResourceOutputs { Step: { Hidden: false } step } when step.Op is StepOp.Delete || (step is { Op: StepOp.Update, IsDetailed: true }):
                EndRefresh(step);
                break;
            case EngineEvent.Diagnostic { Ephemeral: false, Severity: DiagnosticSeverity.Warning or DiagnosticSeverity.Error } diagnostic:
                _diagnostics.Add(diagnostic);
                break;
            case EngineEvent.Summary summary:
                Write(summary);
                break;
        }
    }

    public void Notice(string text)
    {
    }

    public void Dispose() => output.Flush();

    /// <summary>Only its end says what a refresh found, as far as the provider names it.</summary>
    private void EndRefresh(StepMetadata step)
    {
        var index = _steps.FindIndex(begun => begun.Urn == step.Urn && begun.Op is StepOp.Refresh);
        if (index >= 0)
            _steps[index] = step;
    }

    private void Write(EngineEvent.Summary summary)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, PropertyJson.Indented(Indentation)))
        {
            json.WriteStartObject();
            WriteConfig(json);
            json.WriteStartArray("steps");
            foreach (var step in _steps)
                Write(json, step);
            json.WriteEndArray();
            WriteDiagnostics(json);
            json.WriteNumber("duration", summary.Duration.Ticks * TimeSpan.NanosecondsPerTick);
            json.WritePropertyName("changeSummary");
            StepJson.WriteChanges(json, summary.Changes);
            json.WriteEndObject();
        }
        output.WriteLine(System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    private void WriteConfig(Utf8JsonWriter json)
    {
        json.WriteStartObject("config");
        foreach (var (key, value) in config.OrderBy(c => c.Key, StringComparer.Ordinal))
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, StepMetadata step)
    {
        json.WriteStartObject();
        json.WriteString("op", step.Op.Name());
        json.WriteString("urn", step.Urn);
        if ((step.New ?? step.Old)?.Provider is { Length: > 0 } provider)
            json.WriteString("provider", provider);
        WriteState(json, "oldState", step.Old);
        WriteState(json, "newState", step.New);
        StepJson.WriteNames(json, "diffReasons", step.Diffs);
        StepJson.WriteNames(json, "replaceReasons", step.ReplaceReasons);
        StepJson.WriteDetails(json, step, "kind");
        json.WriteEndObject();
    }

    private void WriteState(Utf8JsonWriter json, string name, ResourceState? state)
    {
        if (state is null)
            return;
        json.WritePropertyName(name);
        ResourceJson.Write(json, state, Secrets);
    }

    private void WriteDiagnostics(Utf8JsonWriter json)
    {
        if (_diagnostics.Count == 0)
            return;
        json.WriteStartArray("diagnostics");
        foreach (var diagnostic in _diagnostics)
        {
            var severity = diagnostic.Severity is DiagnosticSeverity.Error ? "error" : "warning";
            json.WriteStartObject();
            if (diagnostic.Urn.Length > 0 && !Urn.IsStack(diagnostic.Urn))
                json.WriteString("urn", diagnostic.Urn);
            json.WriteString("message", $"{severity}: {diagnostic.Message.TrimEnd('\n')}\n");
            json.WriteString("severity", severity);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
