using Pulumi.Engine.Model;
using static Pulumi.Engine.Model.PropertyValue;

namespace Pulumi.Engine.Tests.Providers;

/// <summary>Short ways to write and read properties in tests.</summary>
internal static class PropertyBuilding
{
    /// <summary>Of two properties with one name the later one counts.</summary>
    public static PropertyMap Map(params (string Name, object? Value)[] properties) =>
        properties.Aggregate(PropertyMap.Empty, (map, p) => map.With(p.Name, Value(p.Value)));

    public static PropertyValue Secret(object value) => new SecretValue(Value(value));

    public static PropertyValue Value(object? value) => value switch
    {
        null => Null,
        PropertyValue ready => ready,
        PropertyMap map => new ObjectValue(map),
        string text => new StringValue(text),
        bool flag => new BoolValue(flag),
        int number => new NumberValue(number),
        double number => new NumberValue(number),
        IEnumerable<string> texts => new ArrayValue([.. texts.Select(t => new StringValue(t))]),
        _ => throw new ArgumentException($"no property for a {value.GetType()}", nameof(value)),
    };

    /// <summary>The text of a property, secret or not.</summary>
    public static string Text(this PropertyMap properties, string name) => properties[name] switch
    {
        SecretValue { Element: StringValue text } => text.Value,
        StringValue text => text.Value,
        var other => throw new ArgumentException($"'{name}' is {other}", nameof(name)),
    };

    public static bool Flag(this PropertyMap properties, string name) => ((BoolValue)properties[name]).Value;
}
