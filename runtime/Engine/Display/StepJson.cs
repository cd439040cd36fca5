using System.Text.Json;
using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Display;

/// <summary>What the JSON displays say of steps and diagnostics.</summary>
internal static class StepJson
{
    /// <summary>A step as an engine event has it: with the parts of the resource that concern it, and no secret.</summary>
    public static void WriteEvent(Utf8JsonWriter json, StepMetadata step)
    {
        json.WriteStartObject();
        json.WriteString("op", step.Op.Name());
        json.WriteString("urn", step.Urn);
        json.WriteString("type", step.Type);
        WriteEventState(json, "old", step.Old);
        WriteEventState(json, "new", step.New);
        WriteNames(json, "keys", step.ReplaceReasons);
        WriteNames(json, "diffs", step.Diffs);
        WriteDetails(json, step, "diffKind");
        if (step.Logical)
            json.WriteBoolean("logical", true);
        json.WriteString("provider", (step.New ?? step.Old)?.Provider ?? "");
        json.WriteEndObject();
    }

    /// <param name="kind">The name of the key that says what kind of difference it is.</param>
    public static void WriteDetails(Utf8JsonWriter json, StepMetadata step, string kind)
    {
        if (!step.IsDetailed || step.Diffs.Length == 0 || step.Old is null || step.New is null)
        {
            json.WriteNull("detailedDiff");
            return;
        }
        var (old, @new) = (step.Old, step.New);
        var replacing = @new.ReplaceOnChanges.Select(PropertyPath.Parse).Concat(step.ReplaceReasons.Select(PropertyPath.Of)).ToList();
        json.WriteStartObject("detailedDiff");
        foreach (var change in step.Diffs.SelectMany(key => PropertyChange.Of(key, old.Inputs, @new.Inputs)).OrderBy(c => c.Path, StringComparer.Ordinal))
        {
            var kindOfChange = change.Old is null ? "add" : change.New is null ? "delete" : "update";
            var path = PropertyPath.Parse(change.Path);
            json.WriteStartObject(change.Path);
            json.WriteString(kind, replacing.Exists(p => p.Covers(path)) ? $"{kindOfChange}-replace" : kindOfChange);
            json.WriteBoolean("inputDiff", false);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    /// <summary>Nothing when there are none.</summary>
    public static void WriteNames(Utf8JsonWriter json, string name, IReadOnlyCollection<string> names)
    {
        if (names.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var each in names)
            json.WriteStringValue(each);
        json.WriteEndArray();
    }

    public static void WriteChanges(Utf8JsonWriter json, IReadOnlyDictionary<StepOp, int> changes)
    {
        json.WriteStartObject();
        foreach (var (op, count) in changes.Where(c => c.Value > 0).OrderBy(c => c.Key.Name(), StringComparer.Ordinal))
            json.WriteNumber(op.Name(), count);
        json.WriteEndObject();
    }

    public static string Severity(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Debug => "debug",
        DiagnosticSeverity.Info => "info",
        DiagnosticSeverity.InfoError => "info#err",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Error => "error",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, null),
    };

    private static void WriteEventState(Utf8JsonWriter json, string name, ResourceState? state)
    {
        if (state is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteString("type", state.Type);
        json.WriteString("urn", state.Urn);
        WriteFlag(json, "custom", state.Custom);
        WriteFlag(json, "delete", state.Delete);
        json.WriteString("id", state.Id);
        json.WriteString("parent", state.Parent);
        WriteFlag(json, "protect", state.Protect);
        WriteFlag(json, "taint", state.Taint);
        WriteFlag(json, "external", state.External);
        WriteFlag(json, "retainOnDelete", state.RetainOnDelete);
        json.WritePropertyName("inputs");
        PropertyJson.Write(json, state.Inputs, BlindedSecrets.Instance);
        json.WritePropertyName("outputs");
        PropertyJson.Write(json, state.Outputs, BlindedSecrets.Instance);
        json.WriteString("provider", state.Provider);
        WriteNames(json, "initErrors", state.InitErrors);
        json.WriteEndObject();
    }

    private static void WriteFlag(Utf8JsonWriter json, string name, bool value)
    {
        if (value)
            json.WriteBoolean(name, value);
    }
}
