using System.Collections;
using System.Reflection;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Enum = System.Enum;

namespace Pulumi.Serialization;

/// <summary>Writes one property in the wire format, and collects the resources it depends on.</summary>
/// <param name="keepResources">whether the engine takes references to resources as such</param>
internal sealed class PropertySerializer(bool keepResources)
{
    private readonly List<Resource> dependencies = [];

    /// <summary>The resources behind all outputs met, in the order met.</summary>
    public IReadOnlyCollection<Resource> Dependencies => [.. dependencies.Distinct()];

    /// <param name="path">where the property stands, for errors</param>
    /// <exception cref="InvalidOperationException">for a value that no property can have</exception>
    public async Task<Value> SerializeAsync(string path, object? property) => property switch
    {
        null or ValueTuple => Value.ForNull(),
        bool value => Value.ForBool(value),
        int value => Value.ForNumber(value),
        double value => Value.ForNumber(value),
        string value => Value.ForString(value),
        InputArgs args => await SerializeEntriesAsync(path, args.ToDictionary()),
        AssetOrArchive asset => await SerializeAssetAsync(path, asset),
        Task => throw new InvalidOperationException($"Tasks are not allowed inside ResourceArgs. Please wrap your Task in an Output:\n\t{path}"),
        IInput input => await SerializeOutputAsync(path, input.ToSerializableOutput()),
        IOutput output => await SerializeOutputAsync(path, output),
        JsonElement json => Value.Parser.ParseJson(json.ValueKind == JsonValueKind.Undefined ? "null" : json.GetRawText()),
        Resource resource => await SerializeResourceAsync(path, resource),
        IDictionary dictionary => await SerializeEntriesAsync(path, dictionary),
        IList list => await SerializeListAsync(path, list),
        Enum value when value.GetTypeCode() == TypeCode.Int32 => Value.ForNumber((int)(object)value),
        _ when property.GetType().GetCustomAttribute<EnumTypeAttribute>() is not null => await SerializeAsync(path, EnumValue.Of(path, property)),
        _ when property.GetType().GetCustomAttribute<OutputTypeAttribute>() is not null => await SerializeOutputTypeAsync(path, property),
        _ => throw new InvalidOperationException($"{property.GetType().FullName} is not a supported argument type.\n\t{path}"),
    };

    private async Task<Value> SerializeOutputAsync(string path, IOutput output)
    {
        var data = await output.GetDataAsync();
        dependencies.AddRange(data.Resources);
        if (!data.IsKnown)
        {
            return Value.ForString(Signatures.Unknown);
        }

        var value = await SerializeAsync(path, data.Value);
        return data.IsSecret ? Special(Signatures.Secret, (SpecialProperties.Value, value)) : value;
    }

    private async Task<Value> SerializeResourceAsync(string path, Resource resource)
    {
        var urn = await SerializeAsync($"{path}.urn", resource.Urn);
        if (resource is not CustomResource custom)
        {
            // A component is no more than its URN: what it holds may wait for the one that asks.
            return keepResources ? Special(Signatures.Resource, (SpecialProperties.Urn, urn)) : urn;
        }

        dependencies.Add(custom);
        var id = await SerializeAsync($"{path}.id", custom.Id);
        if (!keepResources)
        {
            return id;
        }

        var knownId = id.StringValue == Signatures.Unknown ? Value.ForString("") : id;
        return Special(Signatures.Resource, (SpecialProperties.Urn, urn), (SpecialProperties.Id, knownId));
    }

    private async Task<Value> SerializeAssetAsync(string path, AssetOrArchive asset)
        => Special(asset.Signature, (asset.Property, await SerializeAsync($"{path}.{asset.Property}", asset.Value)));

    private async Task<Value> SerializeListAsync(string path, IList list)
    {
        var result = new ListValue();
        if (!IsDefaultArray(list))
        {
            for (var i = 0; i < list.Count; i++)
            {
                result.Values.Add(await SerializeAsync($"{path}[{i}]", list[i]));
            }
        }

        return new Value { ListValue = result };
    }

    private async Task<Value> SerializeEntriesAsync(string path, IDictionary entries)
    {
        var result = new Struct();
        foreach (var key in entries.Keys)
        {
            var name = key as string ?? throw new InvalidOperationException($"Dictionaries are only supported with string keys:\n\t{path}");
            var value = await SerializeAsync($"{path}.{name}", entries[name]);
            if (value.KindCase != Value.KindOneofCase.NullValue)
            {
                result.Fields.Add(name, value);
            }
        }

        return Value.ForStruct(result);
    }

    private async Task<Value> SerializeOutputTypeAsync(string path, object value)
    {
        var result = new Struct();
        foreach (var field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(field => field.IsInitOnly))
        {
            var name = char.ToLowerInvariant(field.Name[0]) + field.Name[1..];
            result.Fields.Add(name, await SerializeAsync($"{path}.{name}", field.GetValue(value)));
        }

        return Value.ForStruct(result);
    }

    private static Value Special(string signature, params (string Name, Value Value)[] properties)
    {
        var result = new Struct { Fields = { [Signatures.Key] = Value.ForString(signature) } };
        foreach (var (name, value) in properties)
        {
            result.Fields.Add(name, value);
        }

        return Value.ForStruct(result);
    }

    // default(ImmutableArray<T>) is an IList that throws when counted.
    private static bool IsDefaultArray(IList list)
        => list.GetType().GetProperty("IsDefault")?.GetValue(list) is true;
}
