using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Backend.State;

/// <summary>Property values as JSON, as in the state file.</summary>
internal static class PropertyJson
{
    /// <summary>What stands for a value that is not known yet, on the wire and in JSON.</summary>
    public const string UnknownPlaceholder = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    /// <summary>As Pulumi writes JSON: nothing escaped that need not be.</summary>
    public static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonWriterOptions Indented(int spaces) => Compact with { Indented = true, IndentSize = spaces, NewLine = "\n" };

    public static string ToText(PropertyValue value, ISecretCodec secrets, JsonWriterOptions? options = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, options ?? Compact))
            Write(writer, value, secrets);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static PropertyValue FromText(string json, ISecretCodec secrets)
    {
        using var document = JsonDocument.Parse(json);
        return Read(document.RootElement, secrets);
    }

    public static void Write(Utf8JsonWriter writer, PropertyMap properties, ISecretCodec secrets)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in properties)
        {
            writer.WritePropertyName(name);
            Write(writer, value, secrets);
        }
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, PropertyValue value, ISecretCodec secrets)
    {
        switch (value)
        {
            case PropertyValue.NullValue:
                writer.WriteNullValue();
                break;
            case PropertyValue.BoolValue { Value: var flag }:
                writer.WriteBooleanValue(flag);
                break;
            case PropertyValue.NumberValue { Value: var number }:
                writer.WriteNumberValue(number);
                break;
            case PropertyValue.StringValue { Value: var text }:
                writer.WriteStringValue(text);
                break;
            case PropertyValue.UnknownValue:
                writer.WriteStringValue(UnknownPlaceholder);
                break;
            case PropertyValue.SecretValue secret:
                secrets.Write(writer, secret);
                break;
            case PropertyValue.ArrayValue { Elements: var elements }:
                writer.WriteStartArray();
                foreach (var element in elements)
                    Write(writer, element, secrets);
                writer.WriteEndArray();
                break;
            case PropertyValue.ObjectValue { Properties: var properties }:
                Write(writer, properties, secrets);
                break;
            default:
                throw new NotSupportedException($"no JSON for {value.GetType().Name}");
        }
    }

    public static PropertyMap ReadMap(JsonElement json, ISecretCodec secrets) =>
        new(json.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Read(p.Value, secrets))));

    public static PropertyValue Read(JsonElement json, ISecretCodec secrets) => json.ValueKind switch
    {
        JsonValueKind.Null => PropertyValue.Null,
        JsonValueKind.True => new PropertyValue.BoolValue(true),
        JsonValueKind.False => new PropertyValue.BoolValue(false),
        JsonValueKind.Number => new PropertyValue.NumberValue(json.GetDouble()),
        JsonValueKind.String => new PropertyValue.StringValue(json.GetString()!),
        JsonValueKind.Array => new PropertyValue.ArrayValue([.. json.EnumerateArray().Select(e => Read(e, secrets))]),
        JsonValueKind.Object when SecretWrapper.IsWrapper(json) => secrets.Read(json),
        JsonValueKind.Object => new PropertyValue.ObjectValue(ReadMap(json, secrets)),
        _ => throw new BackendException($"unexpected {json.ValueKind} in JSON"),
    };
}
