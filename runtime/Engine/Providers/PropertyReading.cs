using System.Collections.Immutable;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Providers;

/// <summary>Reads typed values out of properties. A null, an absent and an unknown value read as null: previews have unknowns everywhere.</summary>
internal static class PropertyReading
{
    /// <summary>The value without the secret wrappers around it and inside it.</summary>
    public static PropertyValue Revealed(this PropertyValue value) => value switch
    {
        PropertyValue.SecretValue secret => secret.Element.Revealed(),
        PropertyValue.ArrayValue array => new PropertyValue.ArrayValue([.. array.Elements.Select(Revealed)]),
        PropertyValue.ObjectValue obj => new PropertyValue.ObjectValue(obj.Properties.Revealed()),
        _ => value,
    };

    public static PropertyMap Revealed(this PropertyMap properties) =>
        new(properties.Select(p => KeyValuePair.Create(p.Key, p.Value.Revealed())));

    /// <summary>The property, secret wrappers kept, or null when it is absent or JSON's null.</summary>
    public static PropertyValue? Find(this PropertyMap properties, string name) =>
        properties.TryGetValue(name, out var value) && value.Revealed() is not PropertyValue.NullValue ? value : null;

    public static string? Text(this PropertyMap properties, string name) =>
        (properties.Find(name)?.Revealed() as PropertyValue.StringValue)?.Value;

    public static double? Number(this PropertyMap properties, string name) =>
        (properties.Find(name)?.Revealed() as PropertyValue.NumberValue)?.Value;

    public static bool? Flag(this PropertyMap properties, string name) =>
        (properties.Find(name)?.Revealed() as PropertyValue.BoolValue)?.Value;

    /// <summary>The strings of a list; empty when it is absent.</summary>
    public static ImmutableArray<string> Texts(this PropertyMap properties, string name) =>
        properties.Find(name)?.Revealed() is PropertyValue.ArrayValue array
            ? [.. array.Elements.OfType<PropertyValue.StringValue>().Select(s => s.Value)]
            : [];

    public static PropertyMap? Object(this PropertyMap properties, string name) =>
        (properties.Find(name)?.Revealed() as PropertyValue.ObjectValue)?.Properties;

    /// <summary>Whether an unknown value stands anywhere in it.</summary>
    public static bool HasUnknown(this PropertyValue value) => value switch
    {
        PropertyValue.UnknownValue => true,
        PropertyValue.SecretValue secret => secret.Element.HasUnknown(),
        PropertyValue.ArrayValue array => array.Elements.Any(HasUnknown),
        PropertyValue.ObjectValue obj => obj.Properties.Values.Any(HasUnknown),
        _ => false,
    };

    /// <summary>Wraps the property as a secret, unless it is one already or is absent.</summary>
    public static PropertyMap WithSecret(this PropertyMap properties, string name) =>
        properties.Find(name) is { } value and not PropertyValue.SecretValue
            ? properties.With(name, new PropertyValue.SecretValue(value))
            : properties;
}
