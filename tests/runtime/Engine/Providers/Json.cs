using System.Text.Json.Nodes;
using Pulumi.Engine.Model;
using static Pulumi.Engine.Model.PropertyValue;

namespace Pulumi.Engine.Tests.Providers;

/// <summary>Properties as they stand on Pulumi's wire.</summary>
internal static class Json
{
    private const string SignatureKey = "4dabf18193072939515e22adb298388d";
    private const string SecretSignature = "1b47061264138c4ac30d75fd1eb44270";
    private const string UnknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    public static PropertyMap Properties(string json) => Properties(JsonNode.Parse(json)!.AsObject());

    public static PropertyMap Properties(JsonNode? node) =>
        node is null ? PropertyMap.Empty : new(node.AsObject().Select(p => KeyValuePair.Create(p.Key, Value(p.Value))));

    public static PropertyValue Value(JsonNode? node) => node switch
    {
        null => Null,
        JsonArray array => new ArrayValue([.. array.Select(Value)]),
        JsonObject obj when (string?)obj[SignatureKey] == SecretSignature => new SecretValue(Value(obj["value"])),
        JsonObject obj => new ObjectValue(Properties(obj)),
        JsonValue value when value.TryGetValue<bool>(out var flag) => new BoolValue(flag),
        JsonValue value when value.TryGetValue<double>(out var number) => new NumberValue(number),
        _ => (string)node! is var text && text == UnknownText ? Unknown : new StringValue(text),
    };
}
