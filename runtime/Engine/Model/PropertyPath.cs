using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Pulumi.Engine.Model;

/// <summary>
/// The path of a property as the options <c>ignoreChanges</c> and <c>replaceOnChanges</c> write it:
/// <c>a.b</c>, <c>a["b.c"]</c>, <c>list[0]</c>, and <c>*</c> for any element.
/// </summary>
public sealed class PropertyPath
{
    private const string Wildcard = "*";

    private readonly ImmutableArray<string> _steps;

    private PropertyPath(ImmutableArray<string> steps) => _steps = steps;

    /// <exception cref="FormatException">A bracket or a quote is not closed, or a name is empty.</exception>
    public static PropertyPath Parse(string text)
    {
        var steps = ImmutableArray.CreateBuilder<string>();
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] == '.')
                at++;
            steps.Add(at < text.Length && text[at] == '[' ? Bracket(text, ref at) : Name(text, ref at));
        }
        return steps.Count > 0 ? new(steps.ToImmutable()) : throw Bad(text);
    }

    /// <summary>The path of a top-level property.</summary>
    public static PropertyPath Of(string key) => new([key]);

    /// <summary>Whether the other path leads to this place, or into it.</summary>
    public bool Covers(PropertyPath other) => _steps.Length <= other._steps.Length
        && _steps.Zip(other._steps).All(pair => pair.First == Wildcard || pair.First == pair.Second);

    /// <summary>Whether a change of this top-level property, from one value to the other, is a change at this path.</summary>
    public bool IsChangeOf(string key, PropertyMap olds, PropertyMap news) =>
        (_steps[0] == Wildcard || _steps[0] == key)
        && (_steps.Length == 1 || Differs(olds.GetValueOrDefault(key), news.GetValueOrDefault(key), 1));

    private bool Differs(PropertyValue? old, PropertyValue? @new, int depth)
    {
        if (depth == _steps.Length)
            return !Equals(old?.WithoutSecrets(), @new?.WithoutSecrets());
        var keys = _steps[depth] == Wildcard ? Elements(old).Keys.Union(Elements(@new).Keys) : [_steps[depth]];
        return keys.Any(key => Differs(Elements(old).GetValueOrDefault(key), Elements(@new).GetValueOrDefault(key), depth + 1))
            || (old is PropertyValue.UnknownValue) != (@new is PropertyValue.UnknownValue);
    }

    private static IReadOnlyDictionary<string, PropertyValue> Elements(PropertyValue? value) => Bare(value) switch
    {
        PropertyValue.ObjectValue o => o.Properties,
        PropertyValue.ArrayValue array => new PropertyMap(array.Elements.Select((element, i) =>
            KeyValuePair.Create(i.ToString(CultureInfo.InvariantCulture), element))),
        _ => PropertyMap.Empty,
    };

    /// <summary><paramref name="news"/> with what stands at this path in <paramref name="olds"/>.</summary>
    public PropertyMap Reset(PropertyMap olds, PropertyMap news) =>
        ((PropertyValue.ObjectValue)Reset(new PropertyValue.ObjectValue(olds), new PropertyValue.ObjectValue(news), 0)!).Properties;

    private PropertyValue? Reset(PropertyValue? old, PropertyValue? @new, int depth)
    {
        if (depth == _steps.Length)
            return old;
        switch (Bare(old), Bare(@new))
        {
            case (PropertyValue.ObjectValue o, PropertyValue.ObjectValue n):
                var keys = _steps[depth] == Wildcard ? o.Properties.Keys.Union(n.Properties.Keys) : [_steps[depth]];
                var properties = keys.Aggregate(n.Properties, (map, key) =>
                    Reset(o.Properties.GetValueOrDefault(key), map.GetValueOrDefault(key), depth + 1) is { } value
                        ? map.With(key, value)
                        : map.Without(key));
                return Wrapped(@new!, new PropertyValue.ObjectValue(properties));
            case (PropertyValue.ArrayValue o, PropertyValue.ArrayValue n):
                var elements = n.Elements.Select((element, i) =>
                    i < o.Elements.Length && (_steps[depth] == Wildcard || _steps[depth] == i.ToString(CultureInfo.InvariantCulture))
                        ? Reset(o.Elements[i], element, depth + 1) ?? element
                        : element);
                return Wrapped(@new!, new PropertyValue.ArrayValue([.. elements]));
            default:
                return @new;
        }
    }

    private static PropertyValue? Bare(PropertyValue? value) => value is PropertyValue.SecretValue secret ? secret.Element : value;

    private static PropertyValue Wrapped(PropertyValue like, PropertyValue value) => like.IsSecret() ? value.AsSecret() : value;

    private static string Name(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is not ('.' or '['))
            at++;
        return at > start ? text[start..at] : throw Bad(text);
    }

    private static string Bracket(string text, ref int at)
    {
        at++;
        if (at < text.Length && text[at] == '"')
            return Quoted(text, ref at);
        var close = text.IndexOf(']', at);
        if (close <= at)
            throw Bad(text);
        var step = text[at..close];
        at = close + 1;
        return step;
    }

    private static string Quoted(string text, ref int at)
    {
        var name = new StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
                at++;
            name.Append(text[at]);
        }
        if (at + 1 >= text.Length || text[at + 1] != ']')
            throw Bad(text);
        at += 2;
        return name.ToString();
    }

    private static FormatException Bad(string text) =>
        new($"'{text}' is not a property path: write a.b, a[0], a[\"b\"], or * for any element");
}
