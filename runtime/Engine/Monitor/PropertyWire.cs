using Google.Protobuf.WellKnownTypes;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Monitor;

/// <summary>Properties as Pulumi's protocol writes them: JSON, and objects with a signature for what JSON has not.</summary>
/// <remarks>
/// Assets, archives and references to resources stay objects with their signature: the engine only hands them on.
/// </remarks>
internal static class PropertyWire
{
    private const string ValueKey = "value";
    private const string SecretKey = "secret";

    /// <exception cref="FormatException">A special value lacks a part.</exception>
    public static PropertyMap Read(Struct? properties) =>
        new((properties?.Fields ?? []).Select(field => KeyValuePair.Create(field.Key, Read(field.Value))));

    /// <exception cref="FormatException">A special value lacks a part.</exception>
    public static PropertyValue Read(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.BoolValue => new PropertyValue.BoolValue(value.BoolValue),
        Value.KindOneofCase.NumberValue => new PropertyValue.NumberValue(value.NumberValue),
        Value.KindOneofCase.StringValue => WireFormat.Unknowns.Contains(value.StringValue)
            ? PropertyValue.Unknown
            : new PropertyValue.StringValue(value.StringValue),
        Value.KindOneofCase.ListValue => new PropertyValue.ArrayValue([.. value.ListValue.Values.Select(Read)]),
        Value.KindOneofCase.StructValue => ReadObject(value.StructValue),
        _ => PropertyValue.Null,
    };

    /// <param name="keepSecrets">False for programs that know no secrets: they get plain values.</param>
    public static Struct Write(PropertyMap properties, bool keepSecrets)
    {
        var result = new Struct();
        foreach (var (name, value) in properties)
            result.Fields[name] = Write(value, keepSecrets);
        return result;
    }

    private static Value Write(PropertyValue value, bool keepSecrets) => value switch
    {
        PropertyValue.NullValue => Value.ForNull(),
        PropertyValue.BoolValue b => Value.ForBool(b.Value),
        PropertyValue.NumberValue n => Value.ForNumber(n.Value),
        PropertyValue.StringValue s => Value.ForString(s.Value),
        PropertyValue.UnknownValue => Value.ForString(WireFormat.Unknown),
        PropertyValue.ArrayValue a => Value.ForList([.. a.Elements.Select(element => Write(element, keepSecrets))]),
        PropertyValue.ObjectValue o => Value.ForStruct(Write(o.Properties, keepSecrets)),
        PropertyValue.SecretValue s when keepSecrets => Value.ForStruct(new()
        {
            Fields =
            {
                [WireFormat.Signature] = Value.ForString(WireFormat.Secret),
                [ValueKey] = Write(s.Element, keepSecrets),
            },
        }),
        PropertyValue.SecretValue s => Write(s.Element, keepSecrets),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType().Name, "not a value of the protocol"),
    };

    private static PropertyValue ReadObject(Struct value)
    {
        var kind = value.Fields.GetValueOrDefault(WireFormat.Signature)?.StringValue;
        var element = value.Fields.GetValueOrDefault(ValueKey);
        return kind switch
        {
            WireFormat.Secret => element is null
                ? throw new FormatException("a secret without a value")
                : Read(element).AsSecret(),
            WireFormat.Output => ReadOutput(value, element),
            _ => new PropertyValue.ObjectValue(Read(value)),
        };
    }

    /// <summary>An output's dependencies are also among those of the property, so they can go.</summary>
    private static PropertyValue ReadOutput(Struct value, Value? element)
    {
        var known = element is null ? PropertyValue.Unknown : Read(element);
        return value.Fields.GetValueOrDefault(SecretKey)?.BoolValue == true ? known.AsSecret() : known;
    }
}
