using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>Properties in the wire format, and for each the resources it depends on; null is as good as absent.</summary>
internal sealed record SerializedProperties(Struct Values, ImmutableSortedDictionary<string, IReadOnlyCollection<Resource>> Dependencies)
{
    /// <param name="owner">what the properties belong to, for errors</param>
    /// <exception cref="InvalidOperationException">naming the property that cannot be sent</exception>
    public static async Task<SerializedProperties> SerializeAsync(
        DeploymentContext context, string owner, IEnumerable<KeyValuePair<string, object?>> properties)
    {
        var keepResources = await context.Features.ResourceReferencesAsync();
        var values = new Struct();
        var dependencies = ImmutableSortedDictionary.CreateBuilder<string, IReadOnlyCollection<Resource>>(StringComparer.Ordinal);
        foreach (var (name, property) in properties.OrderBy(property => property.Key, StringComparer.Ordinal))
        {
            var serializer = new PropertySerializer(keepResources);
            var value = await SerializeAsync(serializer, owner, name, property);
            if (value.KindCase != Value.KindOneofCase.NullValue)
            {
                values.Fields.Add(name, value);
                dependencies.Add(name, serializer.Dependencies);
            }
        }

        return new(values, dependencies.ToImmutable());
    }

    private static async Task<Value> SerializeAsync(PropertySerializer serializer, string owner, string name, object? property)
    {
        try
        {
            return await serializer.SerializeAsync($"{owner}.{name}", property);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidOperationException($"error serializing property \"{name}\": {e.Message}", e);
        }
    }
}
