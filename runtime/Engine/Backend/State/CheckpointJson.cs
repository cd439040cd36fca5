using System.Buffers;
using System.Text.Json;

namespace Pulumi.Engine.Backend.State;

/// <summary>The state file as a whole, <c>stacks/&lt;project&gt;/&lt;stack&gt;.json</c>.</summary>
internal static class CheckpointJson
{
    /// <summary>Without a deployment.</summary>
    public static byte[] Write(StackReference stack) => Write(stack, _ => { });

    public static byte[] Write(StackReference stack, DeploymentDocument document, ISecretCodec secrets) => Write(stack, writer =>
    {
        writer.WritePropertyName("latest");
        DeploymentJson.Write(writer, document, secrets);
    });

    private static byte[] Write(StackReference stack, Action<Utf8JsonWriter> writeLatest)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, PropertyJson.Compact))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", DeploymentJson.SchemaVersion);
            writer.WriteStartObject("checkpoint");
            writer.WriteString("stack", stack.FullName);
            writeLatest(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="BackendException">Not a state file, cut, or of a version that is not known.</exception>
    public static DeploymentDocument Read(StackReference stack, byte[] content, Func<string, ISecretCodec> secrets)
    {
        using var document = Parse(content);
        try
        {
            var root = document.RootElement;
            RequireKnownVersion(stack, root);
            var latest = root.GetProperty("checkpoint").TryGetProperty("latest", out var l) && l.ValueKind == JsonValueKind.Object
                ? l
                : JsonDocument.Parse("{}").RootElement;
            return DeploymentJson.Read(latest, secrets(DeploymentJson.ReadSalt(latest)));
        }
        catch (Exception e) when (JsonTexts.IsMalformed(e))
        {
            throw new BackendException(
                $"failed to load checkpoint: the state of '{stack.Name}' is damaged: {e.Message} " +
                $"The state before it is in {StackPaths.PreviousState(stack)}, and older ones are in .pulumi/backups", e);
        }
    }

    /// <exception cref="BackendException">Of a version that is not known.</exception>
    public static void RequireKnownVersion(StackReference stack, JsonElement root)
    {
        var version = root.TryGetProperty("version", out var v) && v.TryGetInt32(out var number) ? number : 0;
        if (version > DeploymentJson.SchemaVersion)
            throw new BackendException(
                $"the stack '{stack.Name}' is newer than what this version of the Pulumi CLI understands. Please update your version of the Pulumi CLI");
        if (version < DeploymentJson.SchemaVersion)
            throw new BackendException($"the stack '{stack.Name}' is too old to be used by this version of the Pulumi CLI");
    }

    private static JsonDocument Parse(byte[] content)
    {
        try
        {
            return JsonDocument.Parse(content);
        }
        catch (JsonException e)
        {
            throw new BackendException($"failed to load checkpoint: place 1: {JsonTexts.Describe(e)}", e);
        }
    }
}
