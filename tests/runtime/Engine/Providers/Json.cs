using System.Text.Json.Nodes;
using Pulumi.Engine.Model;
using Pulumi.Engine.Monitor;
using static Pulumi.Engine.Model.PropertyValue;

namespace Pulumi.Engine.Tests.Providers;

/// <summary>Properties as they stand on Pulumi's wire.</summary>
internal static class Json
{
    public static PropertyMap Properties(string json) => Properties(JsonNode.Parse(json)!.AsObject());

    public static PropertyMap Properties(JsonNode? node) =>
        node is null ? PropertyMap.Empty : new(node.AsObject().Select(p => KeyValuePair.Create(p.Key, Value(p.Value))));

    public static PropertyValue Value(JsonNode? node) => node switch
    {
        null => Null,
        JsonArray array => new ArrayValue([.. array.Select(Value)]),
        JsonObject obj when (string?)obj[WireFormat.Signature] == WireFormat.Secret => new SecretValue(Value(obj["value"])),
        JsonObject obj => new ObjectValue(Properties(obj)),
        JsonValue value when value.TryGetValue<bool>(out var flag) => new BoolValue(flag),
        JsonValue value when value.TryGetValue<double>(out var number) => new NumberValue(number),
        _ => (string)node! is var text && text == WireFormat.Unknown ? Unknown : new StringValue(text),
    };
}
