using System.Collections.Immutable;
using System.Text.Json;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Backend.State;

/// <summary>A state with what stands around it: when and by which version it was written, and how its secrets are encrypted.</summary>
/// <param name="Salt">Of the passphrase provider; empty in a state that has no secrets provider.</param>
internal sealed record DeploymentDocument(DateTimeOffset Time, string Version, string Salt, Snapshot Snapshot);

/// <summary>The inner object of the state file and of <c>stack export</c>.</summary>
internal static class DeploymentJson
{
    public const int SchemaVersion = 3;

    public static void Write(Utf8JsonWriter writer, DeploymentDocument document, ISecretCodec secrets)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("manifest");
        writer.WriteString("time", StateTime.Format(document.Time));
        writer.WriteString("magic", EngineVersion.Magic);
        writer.WriteString("version", EngineVersion.Text);
        writer.WriteEndObject();
        WriteSecretsProvider(writer, document.Salt);
        WriteResources(writer, document.Snapshot.Resources, secrets);
        WritePending(writer, document.Snapshot.PendingOperations, secrets);
        writer.WriteStartObject("metadata");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public static DeploymentDocument Read(JsonElement json, ISecretCodec secrets)
    {
        var manifest = json.TryGetProperty("manifest", out var m) ? m : default;
        return new(
            manifest.ValueKind == JsonValueKind.Object && manifest.TryGetProperty("time", out var time) ? time.GetDateTimeOffset() : default,
            manifest.ValueKind == JsonValueKind.Object && manifest.TryGetProperty("version", out var version) ? version.GetString()! : "",
            ReadSalt(json),
            new Snapshot(
                [.. Elements(json, "resources").Select(r => ResourceJson.Read(r, secrets))],
                [.. Elements(json, "pending_operations").Select(p => ReadPending(p, secrets))]));
    }

    /// <exception cref="BackendException">The secrets are encrypted by another provider than a passphrase.</exception>
    public static string ReadSalt(JsonElement json)
    {
        if (!json.TryGetProperty("secrets_providers", out var provider) || provider.ValueKind != JsonValueKind.Object)
            return "";
        var type = provider.TryGetProperty("type", out var t) ? t.GetString() : "";
        if (type is null or "")
            return "";
        if (type != "passphrase")
            throw new BackendException($"the secrets provider '{type}' is not supported by the embedded engine: use passphrase, or install the Pulumi CLI");
        return provider.GetProperty("state").GetProperty("salt").GetString()!;
    }

    public static void WritePending(Utf8JsonWriter writer, PendingOperation operation, ISecretCodec secrets)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("resource");
        ResourceJson.Write(writer, operation.Resource, secrets);
        writer.WriteString("type", operation.Kind.ToString().ToLowerInvariant());
        writer.WriteEndObject();
    }

    public static PendingOperation ReadPending(JsonElement json, ISecretCodec secrets) => new(
        ResourceJson.Read(json.GetProperty("resource"), secrets),
        json.GetProperty("type").GetString() is { } kind && Enum.TryParse<PendingOperationKind>(kind, ignoreCase: true, out var known)
            ? known
            : throw new BackendException($"unknown kind of pending operation: {json.GetProperty("type")}"));

    private static void WriteSecretsProvider(Utf8JsonWriter writer, string salt)
    {
        if (salt.Length == 0)
            return;
        writer.WriteStartObject("secrets_providers");
        writer.WriteString("type", "passphrase");
        writer.WriteStartObject("state");
        writer.WriteString("salt", salt);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteResources(Utf8JsonWriter writer, ImmutableArray<ResourceState> resources, ISecretCodec secrets)
    {
        if (resources.IsEmpty)
            return;
        writer.WriteStartArray("resources");
        foreach (var resource in resources)
            ResourceJson.Write(writer, resource, secrets);
        writer.WriteEndArray();
    }

    private static void WritePending(Utf8JsonWriter writer, ImmutableArray<PendingOperation> operations, ISecretCodec secrets)
    {
        if (operations.IsEmpty)
            return;
        writer.WriteStartArray("pending_operations");
        foreach (var operation in operations)
            WritePending(writer, operation, secrets);
        writer.WriteEndArray();
    }

    private static IEnumerable<JsonElement> Elements(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];
}
