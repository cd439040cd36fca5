using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Backend.State;

/// <summary>A resource in the state: the fields of deployment version 3 in their official order, absent when empty.</summary>
internal static class ResourceJson
{
    private const string SourcePosition = "sourcePosition";

    public static void Write(Utf8JsonWriter writer, ResourceState resource, ISecretCodec secrets)
    {
        writer.WriteStartObject();
        writer.WriteString("urn", resource.Urn);
        writer.WriteBoolean("custom", resource.Custom);
        WriteFlag(writer, "delete", resource.Delete);
        WriteText(writer, "id", resource.Id);
        writer.WriteString("type", resource.Type);
        WriteProperties(writer, "inputs", resource.Inputs, secrets);
        WriteProperties(writer, "outputs", resource.Outputs, secrets);
        WriteText(writer, "parent", resource.Parent);
        WriteFlag(writer, "protect", resource.Protect);
        WriteFlag(writer, "taint", resource.Taint);
        WriteFlag(writer, "external", resource.External);
        WriteList(writer, "dependencies", resource.Dependencies);
        WriteList(writer, "initErrors", resource.InitErrors);
        WriteText(writer, "provider", resource.Provider);
        WriteDependencies(writer, resource.PropertyDependencies);
        WriteFlag(writer, "pendingReplacement", resource.PendingReplacement);
        WriteList(writer, "additionalSecretOutputs", resource.AdditionalSecretOutputs);
        WriteList(writer, "aliases", resource.Aliases);
        WriteTimeouts(writer, resource.CustomTimeouts);
        WriteFlag(writer, "retainOnDelete", resource.RetainOnDelete);
        WriteText(writer, "deletedWith", resource.DeletedWith);
        WriteList(writer, "replaceWith", resource.ReplaceWith);
        WriteTime(writer, "created", resource.Created);
        WriteTime(writer, "modified", resource.Modified);
        WriteText(writer, SourcePosition, resource.SourcePosition);
        WriteStackTrace(writer, resource.StackTrace);
        WriteList(writer, "ignoreChanges", resource.IgnoreChanges);
        WriteList(writer, "replaceOnChanges", resource.ReplaceOnChanges);
        if (resource.ReplacementTrigger is { } trigger and not PropertyValue.NullValue)
        {
            writer.WritePropertyName("replacementTrigger");
            PropertyJson.Write(writer, trigger, secrets);
        }
        writer.WriteEndObject();
    }

    /// <exception cref="BackendException">A field that must be there is missing.</exception>
    public static ResourceState Read(JsonElement json, ISecretCodec secrets) => new()
    {
        Urn = Text(json, "urn") is { Length: > 0 } urn ? urn : throw new BackendException("a resource of the state has no urn"),
        Custom = Flag(json, "custom"),
        Delete = Flag(json, "delete"),
        Id = Text(json, "id"),
        Type = Text(json, "type"),
        Inputs = Properties(json, "inputs", secrets),
        Outputs = Properties(json, "outputs", secrets),
        Parent = Text(json, "parent"),
        Protect = Flag(json, "protect"),
        Taint = Flag(json, "taint"),
        External = Flag(json, "external"),
        Dependencies = List(json, "dependencies"),
        InitErrors = List(json, "initErrors"),
        Provider = Text(json, "provider"),
        PropertyDependencies = Dependencies(json),
        PendingReplacement = Flag(json, "pendingReplacement"),
        AdditionalSecretOutputs = List(json, "additionalSecretOutputs"),
        Aliases = List(json, "aliases"),
        CustomTimeouts = Timeouts(json),
        RetainOnDelete = Flag(json, "retainOnDelete"),
        DeletedWith = Text(json, "deletedWith"),
        ReplaceWith = List(json, "replaceWith"),
        Created = Time(json, "created"),
        Modified = Time(json, "modified"),
        SourcePosition = Text(json, SourcePosition),
        StackTrace = Trace(json),
        IgnoreChanges = List(json, "ignoreChanges"),
        ReplaceOnChanges = List(json, "replaceOnChanges"),
        ReplacementTrigger = json.TryGetProperty("replacementTrigger", out var trigger) ? PropertyJson.Read(trigger, secrets) : null,
    };

    private static void WriteFlag(Utf8JsonWriter writer, string name, bool value)
    {
        if (value)
            writer.WriteBoolean(name, value);
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string value)
    {
        if (value.Length > 0)
            writer.WriteString(name, value);
    }

    private static void WriteProperties(Utf8JsonWriter writer, string name, PropertyMap value, ISecretCodec secrets)
    {
        if (value.Count == 0)
            return;
        writer.WritePropertyName(name);
        PropertyJson.Write(writer, value, secrets);
    }

    private static void WriteList(Utf8JsonWriter writer, string name, ImmutableArray<string> values)
    {
        if (values.IsDefaultOrEmpty)
            return;
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    private static void WriteDependencies(
        Utf8JsonWriter writer, ImmutableSortedDictionary<string, ImmutableArray<string>> dependencies)
    {
        if (dependencies.IsEmpty)
            return;
        writer.WriteStartObject("propertyDependencies");
        foreach (var (property, urns) in dependencies)
        {
            writer.WriteStartArray(property);
            foreach (var urn in urns)
                writer.WriteStringValue(urn);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private static void WriteTimeouts(Utf8JsonWriter writer, CustomTimeouts? timeouts)
    {
        if (timeouts is null)
            return;
        writer.WriteStartObject("customTimeouts");
        foreach (var (name, value) in new[] { ("create", timeouts.Create), ("update", timeouts.Update), ("delete", timeouts.Delete) })
        {
            if (value > TimeSpan.Zero)
                writer.WriteNumber(name, value.TotalSeconds);
        }
        writer.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } t)
            writer.WriteString(name, StateTime.Format(t));
    }

    private static void WriteStackTrace(Utf8JsonWriter writer, ImmutableArray<string> frames)
    {
        if (frames.IsDefaultOrEmpty)
            return;
        writer.WriteStartArray("stackTrace");
        foreach (var frame in frames)
        {
            writer.WriteStartObject();
            WriteText(writer, SourcePosition, frame);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static bool Flag(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static PropertyMap Properties(JsonElement json, string name, ISecretCodec secrets) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? PropertyJson.ReadMap(value, secrets)
            : PropertyMap.Empty;

    private static ImmutableArray<string> List(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(e => e.GetString()!)]
            : [];

    private static ImmutableArray<string> Trace(JsonElement json) =>
        json.TryGetProperty("stackTrace", out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(frame => Text(frame, SourcePosition))]
            : [];

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> Dependencies(JsonElement json) =>
        json.TryGetProperty("propertyDependencies", out var value) && value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject().ToImmutableSortedDictionary(p => p.Name, p => List(value, p.Name), StringComparer.Ordinal)
            : ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal);

    private static CustomTimeouts? Timeouts(JsonElement json)
    {
        if (!json.TryGetProperty("customTimeouts", out var value) || value.ValueKind != JsonValueKind.Object)
            return null;
        return new(Seconds("create"), Seconds("update"), Seconds("delete"));

        TimeSpan Seconds(string name) =>
            value.TryGetProperty(name, out var seconds) ? TimeSpan.FromSeconds(seconds.GetDouble()) : TimeSpan.Zero;
    }

    private static DateTimeOffset? Time(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture)
            : null;
}
