using System.Globalization;
using System.Text;

namespace Pulumi.Engine.Configuration;

/// <summary>A part of a property path: a name, or an index of a list.</summary>
internal readonly record struct PathSegment(string? Name, int Index)
{
    public static PathSegment Of(string name) => new(name, -1);

    public static PathSegment Of(int index) => new(null, index);

    public override string ToString() => Name ?? $"[{Index}]";
}

/// <summary>
/// Pulumi's property paths, as <c>config set --path</c> takes them: <c>names[0].first</c>, <c>root["key with dots."]</c>.
/// </summary>
internal static class ConfigPath
{
    /// <exception cref="ConfigurationException">Not a path.</exception>
    public static IReadOnlyList<PathSegment> Parse(string path)
    {
        var segments = new List<PathSegment>();
        for (var at = 0; at < path.Length;)
        {
            switch (path[at])
            {
                case '.' when at == 0 || at + 1 == path.Length || path[at + 1] == '.':
                    throw Invalid(path, "expected a name after '.'");
                case '.':
                    at++;
                    break;
                case '[':
                    segments.Add(Bracketed(path, ref at));
                    break;
                default:
                    var end = path.IndexOfAny(['.', '['], at);
                    end = end < 0 ? path.Length : end;
                    segments.Add(PathSegment.Of(path[at..end]));
                    at = end;
                    break;
            }
        }
        return segments.Count > 0 && segments[0].Name is not null
            ? segments
            : throw Invalid(path, "it starts with the key's name");
    }

    private static PathSegment Bracketed(string path, ref int at)
    {
        if (at + 1 < path.Length && path[at + 1] == '"')
            return Quoted(path, ref at);
        var end = path.IndexOf(']', at);
        if (end < 0)
            throw Invalid(path, "missing closing bracket");
        var text = path[(at + 1)..end];
        at = end + 1;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? PathSegment.Of(index)
            : throw Invalid(path, $"'{text}' is not an index");
    }

    private static PathSegment Quoted(string path, ref int at)
    {
        var name = new StringBuilder();
        for (var i = at + 2; i < path.Length; i++)
        {
            if (path[i] == '\\' && i + 1 < path.Length)
            {
                name.Append(path[++i]);
            }
            else if (path[i] != '"')
            {
                name.Append(path[i]);
            }
            else if (i + 1 < path.Length && path[i + 1] == ']')
            {
                at = i + 2;
                return PathSegment.Of(name.ToString());
            }
            else
            {
                break;
            }
        }
        throw Invalid(path, "missing closing quote and bracket");
    }

    private static ConfigurationException Invalid(string path, string reason) => new($"invalid configuration key: '{path}': {reason}");
}
