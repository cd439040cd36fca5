using System.Collections.Immutable;

namespace Pulumi.Engine.Model;

/// <summary>A place at which two objects differ, as deep down as it can be told.</summary>
/// <param name="Path">As the official engine writes it: <c>a.b</c>, <c>list[0]</c>, <c>a["b.c"]</c>.</param>
/// <param name="Old">Null for what came.</param>
/// <param name="New">Null for what went.</param>
public sealed record PropertyChange(string Path, PropertyValue? Old, PropertyValue? New)
{
    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create(".[]\"");

    /// <summary>The changes of one property. A secret is told as a whole.</summary>
    public static IEnumerable<PropertyChange> Of(string key, PropertyMap olds, PropertyMap news) =>
        Between(Name(key), olds.GetValueOrDefault(key), news.GetValueOrDefault(key));

    private static IEnumerable<PropertyChange> Between(string path, PropertyValue? old, PropertyValue? @new) => (old, @new) switch
    {
        (PropertyValue.ObjectValue before, PropertyValue.ObjectValue after) => before.Properties.Keys.Union(after.Properties.Keys)
            .SelectMany(key => Between(
                $"{path}{(IsPlain(key) ? "." : "")}{Name(key)}", before.Properties.GetValueOrDefault(key), after.Properties.GetValueOrDefault(key))),
        (PropertyValue.ArrayValue before, PropertyValue.ArrayValue after) => Enumerable.Range(0, Math.Max(before.Elements.Length, after.Elements.Length))
            .SelectMany(i => Between($"{path}[{i}]", At(before, i), At(after, i))),
        _ => Equals(old?.WithoutSecrets(), @new?.WithoutSecrets()) ? [] : [new(path, old, @new)],
    };

    private static PropertyValue? At(PropertyValue.ArrayValue array, int index) => index < array.Elements.Length ? array.Elements[index] : null;

    private static bool IsPlain(string key) => key.Length > 0 && !key.AsSpan().ContainsAny(Special);

    private static string Name(string key) => IsPlain(key) ? key : $"[\"{key.Replace("\"", "\\\"", StringComparison.Ordinal)}\"]";
}
