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

    /// <summary>Whether the path is the other one, or leads to it; <c>*</c> matches any step, also one that is not there.</summary>
    /// <remarks><c>triggers[*]</c> contains <c>triggers</c>: providers report changes by top-level names only.</remarks>
    public bool Contains(PropertyPath other)
    {
        for (var i = 0; i < _steps.Length; i++)
        {
            if (i >= other._steps.Length)
                return _steps.Skip(i).All(step => step == Wildcard);
            if (_steps[i] != Wildcard && _steps[i] != other._steps[i])
                return false;
        }
        return true;
    }

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
