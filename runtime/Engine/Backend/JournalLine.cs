using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Backend;

/// <summary>The lines of a <see cref="Journal"/>.</summary>
internal static class JournalLine
{
    public const string Base = "base";
    public const string Folded = "folded";
    private const string Changes = "changes";

    public static byte[] ToBytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, PropertyJson.Compact))
            write(writer);
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    public static void WriteBase(Utf8JsonWriter writer, string hash) => WriteHash(writer, Base, hash);

    public static void WriteFolded(Utf8JsonWriter writer, string hash) => WriteHash(writer, Folded, hash);

    public static void Write(Utf8JsonWriter writer, ImmutableArray<SnapshotChange> changes, ISecretCodec secrets)
    {
        writer.WriteStartObject();
        writer.WriteStartArray(Changes);
        foreach (var change in changes)
            Write(writer, change, secrets);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>None in a line that is not about changes.</summary>
    public static IEnumerable<SnapshotChange> Read(JsonElement line, ISecretCodec secrets) =>
        line.TryGetProperty(Changes, out var changes) ? changes.EnumerateArray().Select(c => ReadChange(c, secrets)) : [];

    private static void WriteHash(Utf8JsonWriter writer, string name, string hash)
    {
        writer.WriteStartObject();
        writer.WriteString(name, hash);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, SnapshotChange change, ISecretCodec secrets)
    {
        writer.WriteStartObject();
        writer.WriteNumber("operation", change.Operation);
        if (change.Begins is { } begins)
        {
            writer.WritePropertyName("begins");
            DeploymentJson.WritePending(writer, begins, secrets);
        }
        writer.WriteStartArray("writes");
        foreach (var write in change.Writes)
        {
            writer.WriteStartObject();
            writer.WriteNumber("slot", write.Slot);
            if (write.State is { } state)
            {
                writer.WritePropertyName("state");
                ResourceJson.Write(writer, state, secrets);
            }
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static SnapshotChange ReadChange(JsonElement json, ISecretCodec secrets) => new(
        json.GetProperty("operation").GetInt64(),
        json.TryGetProperty("begins", out var begins) ? DeploymentJson.ReadPending(begins, secrets) : null,
        [.. json.GetProperty("writes").EnumerateArray().Select(w => new ResourceWrite(
            w.GetProperty("slot").GetInt32(),
            w.TryGetProperty("state", out var state) ? ResourceJson.Read(state, secrets) : null))]);
}
