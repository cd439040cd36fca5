using System.Collections.Immutable;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Providers;

/// <summary>Reads typed values out of properties. A null, an absent and an unknown value read as null: previews have unknowns everywhere.</summary>
internal static class PropertyReading
{
    /// <summary>The property, secret wrappers kept, or null when it is absent or JSON's null.</summary>
    public static PropertyValue? Find(this PropertyMap properties, string name) =>
        properties.TryGetValue(name, out var value) && value.WithoutSecrets() is not PropertyValue.NullValue ? value : null;

    public static string? Text(this PropertyMap properties, string name) =>
        (properties.Find(name)?.WithoutSecrets() as PropertyValue.StringValue)?.Value;

    public static double? Number(this PropertyMap properties, string name) =>
        (properties.Find(name)?.WithoutSecrets() as PropertyValue.NumberValue)?.Value;

    public static bool? Flag(this PropertyMap properties, string name) =>
        (properties.Find(name)?.WithoutSecrets() as PropertyValue.BoolValue)?.Value;

    /// <summary>The strings of a list; empty when it is absent.</summary>
    public static ImmutableArray<string> Texts(this PropertyMap properties, string name) =>
        properties.Find(name)?.WithoutSecrets() is PropertyValue.ArrayValue array
            ? [.. array.Elements.OfType<PropertyValue.StringValue>().Select(s => s.Value)]
            : [];

    public static PropertyMap? Object(this PropertyMap properties, string name) =>
        (properties.Find(name)?.WithoutSecrets() as PropertyValue.ObjectValue)?.Properties;

    /// <summary>Wraps the property as a secret, unless it is one already or is absent.</summary>
    public static PropertyMap WithSecret(this PropertyMap properties, string name) =>
        properties.Find(name) is { } value ? properties.With(name, value.AsSecret()) : properties;
}
