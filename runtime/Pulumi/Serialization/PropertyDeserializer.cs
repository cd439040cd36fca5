using System.Collections.Immutable;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>
/// Reads a value in the wire format: numbers as double, lists as immutable arrays, maps as immutable dictionaries. A secret or
/// unknown part makes the whole property so.
/// </summary>
internal static class PropertyDeserializer
{
    /// <exception cref="InvalidOperationException">if the value breaks the wire format</exception>
    public static OutputData<object?> Deserialize(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.NullValue => OutputData.Known<object?>(null),
        Value.KindOneofCase.BoolValue => OutputData.Known<object?>(value.BoolValue),
        Value.KindOneofCase.NumberValue => OutputData.Known<object?>(value.NumberValue),
        Value.KindOneofCase.StringValue when value.StringValue == Signatures.Unknown => OutputData.Unknown<object?>(null),
        Value.KindOneofCase.StringValue => OutputData.Known<object?>(value.StringValue),
        Value.KindOneofCase.ListValue => DeserializeList(value.ListValue),
        Value.KindOneofCase.StructValue => DeserializeStruct(value.StructValue.Fields),
        _ => throw new InvalidOperationException("A property of the engine's answer has no value."),
    };

    private static OutputData<object?> DeserializeList(ListValue list)
    {
        var elements = list.Values.Select(Deserialize).ToList();
        return Join(elements).WithValue<object?>(elements.Select(element => element.Value).ToImmutableArray());
    }

    private static OutputData<object?> DeserializeStruct(MapField<string, Value> fields)
        => fields.TryGetValue(Signatures.Key, out var signature) && signature.KindCase == Value.KindOneofCase.StringValue
            ? DeserializeSpecial(signature.StringValue, fields)
            : DeserializeMap(fields);

    private static OutputData<object?> DeserializeMap(MapField<string, Value> fields)
    {
        // Names that begin so are the engine's own.
        var entries = fields.Where(field => !field.Key.StartsWith("__", StringComparison.Ordinal))
            .ToImmutableDictionary(field => field.Key, field => Deserialize(field.Value));
        return Join(entries.Values).WithValue<object?>(entries.ToImmutableDictionary(entry => entry.Key, entry => entry.Value.Value));
    }

    private static OutputData<object?> DeserializeSpecial(string signature, MapField<string, Value> fields) => signature switch
    {
        Signatures.Secret => fields.TryGetValue(SpecialProperties.Value, out var value)
            ? Deserialize(value) with { IsSecret = true }
            : throw new InvalidOperationException("A secret of the engine's answer has no value."),
        Signatures.Asset or Signatures.Archive => OutputData.Known<object?>(AssetDeserializer.Deserialize(signature, fields)),
        Signatures.Resource => OutputData.Known<object?>(new DependencyResource(fields[SpecialProperties.Urn].StringValue)),
        _ => DeserializeMap(fields),
    };

    private static OutputData<bool> Join(IEnumerable<OutputData<object?>> parts)
        => parts.Aggregate(OutputData.Known(true), (joined, part) => joined.Joined(part));
}
