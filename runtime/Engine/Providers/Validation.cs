using Pulumi.Engine.Model;

namespace Pulumi.Engine.Providers;

/// <summary>Rules for <see cref="InputProperty.Validate"/>; each gives the sentence that a user reads, or null.</summary>
internal static class Validation
{
    public static Func<PropertyValue, string?> OneOf(params string[] allowed) => value =>
        value is PropertyValue.StringValue { Value: var text } && !allowed.Contains(text, StringComparer.Ordinal)
            ? $"value must be one of: {Quoted(allowed)}, got: \"{text}\""
            : null;

    public static Func<PropertyValue, string?> EachOneOf(params string[] allowed) => value =>
        ((PropertyValue.ArrayValue)value).Elements.OfType<PropertyValue.StringValue>().FirstOrDefault(e => !allowed.Contains(e.Value, StringComparer.Ordinal)) is { } wrong
            ? $"every value must be one of: {Quoted(allowed)}, got: \"{wrong.Value}\""
            : null;

    public static Func<PropertyValue, string?> AtLeast(int least) => value =>
        value is PropertyValue.NumberValue { Value: var number } && number < least
            ? $"value must be at least {least}, got: {number}"
            : null;

    public static string? NoEmptyText(PropertyValue value) =>
        ((PropertyValue.ArrayValue)value).Elements.Any(e => e is PropertyValue.StringValue { Value: "" })
            ? "string length of every value must be at least 1"
            : null;

    private static string Quoted(string[] values) => string.Join(", ", values.Select(v => $"\"{v}\""));
}
