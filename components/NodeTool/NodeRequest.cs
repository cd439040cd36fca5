using System.Text;

namespace EncryptionInTransit;

/// <summary>
/// What the node tool reads on its standard input: keys, then files, then a last line, without which the tool takes
/// the request for cut off and does nothing.
/// </summary>
public sealed class NodeRequest
{
    private readonly StringBuilder _text = new("request: 1\n");

    /// <exception cref="ArgumentException">The value has a line break.</exception>
    public NodeRequest Key(string key, string value)
    {
        if (value.AsSpan().IndexOfAny('\n', '\r') >= 0)
            throw new ArgumentException($"The value of '{key}' has a line break; in a request it is one line.", nameof(value));
        _text.Append(key).Append(": ").Append(value).Append('\n');
        return this;
    }

    public NodeRequest OptionalKey(string key, string? value) => value is null ? this : Key(key, value);

    /// <param name="content">Lines; a missing last line feed is added.</param>
    public NodeRequest File(string name, string content)
    {
        _text.Append("@file ").Append(name).Append('\n').Append(content);
        if (content.Length > 0 && !content.EndsWith('\n'))
            _text.Append('\n');
        _text.Append("@end\n");
        return this;
    }

    /// <summary>A file of rows, whose fields stand between tabs.</summary>
    /// <exception cref="ArgumentException">A field has a tab or a line break.</exception>
    public NodeRequest Table(string name, IEnumerable<IReadOnlyList<string>> rows) =>
        File(name, string.Concat(rows.Select(row => string.Join('\t', row.Select(field => Field(name, field))) + "\n")));

    private static string Field(string file, string field) => field.AsSpan().IndexOfAny('\t', '\n', '\r') < 0
        ? field
        : throw new ArgumentException($"A field of '{file}' has a tab or a line break; in a request they end it.", nameof(field));

    /// <summary>A file of a request; null if it has none of this name.</summary>
    public static string? FileIn(string request, string name)
    {
        var lines = request.Split('\n').SkipWhile(line => line != $"@file {name}").Skip(1).TakeWhile(line => line != "@end").ToList();
        return lines.Count == 0 ? null : string.Join('\n', lines) + "\n";
    }

    /// <summary>The whole request, with its last line.</summary>
    public string Text() => _text + "end: 1\n";
}
