using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Pulumi.Engine.Configuration;

/// <summary>
/// Changes single values in a YAML text and leaves every other character as it is: comments, blank lines, quotes, order.
/// </summary>
internal sealed class YamlEditor(string text)
{
    public string Text { get; private set; } = text.ReplaceLineEndings("\n");

    /// <summary>Sets the value at a path; what is missing on the way is made.</summary>
    /// <exception cref="ConfigurationException">The path leads through something that is neither mapping nor list.</exception>
    public void Set(IReadOnlyList<PathSegment> path, NewYaml value)
    {
        var root = YamlText.Parse(Text);
        var trail = Follow(root, path);
        if (trail.Count == path.Count)
        {
            Replace(trail[^1], value);
            return;
        }
        var missing = path.Skip(trail.Count).Reverse().Aggregate(value, Wrap);
        if (trail.Count == 0)
            Append(root, missing);
        else if (trail[^1].Value.IsNull())
            Replace(trail[^1], missing);
        else
            InsertInto(trail[^1], missing);
    }

    /// <returns>False when there is nothing at the path.</returns>
    public bool Remove(IReadOnlyList<PathSegment> path)
    {
        var root = YamlText.Parse(Text);
        var trail = Follow(root, path);
        if (trail.Count < path.Count)
            return false;
        if (trail.Count == 1)
            RemoveChild(root, trail[0]);
        else if (ChildCount(trail[^2].Value) > 1)
            RemoveChild(trail[^2].Value, trail[^1]);
        else if (trail.Count == 2)
            RemoveChild(root, trail[0]);
        else
            ReplaceText(trail[^2], trail[^2].Value is YamlMappingNode ? " {}" : " []");
        return true;
    }

    /// <summary>Puts an entry before all others.</summary>
    public void InsertFirst(string key, NewYaml value)
    {
        var root = YamlText.Parse(Text);
        var line = new NewYaml.Entry(key, value).Block(0) + "\n";
        var at = root.Children.Count == 0 ? Text.Length : LineStart(Index(root.Children.First().Key.Start));
        if (at == Text.Length && Text.Length > 0 && !Text.EndsWith('\n'))
            line = "\n" + line;
        Text = Text.Insert(at, line);
    }

    /// <summary>A value and where it hangs.</summary>
    /// <param name="Key">Null for an item of a list.</param>
    /// <param name="Before">Where the content before the value ends: after the colon, or after the dash.</param>
    private sealed record Place(YamlNode? Key, YamlNode Value, int Before, bool InFlow);

    private static NewYaml Wrap(NewYaml value, PathSegment segment) =>
        segment.Name is { } name ? new NewYaml.Entry(name, value) : new NewYaml.Item(value);

    private List<Place> Follow(YamlMappingNode root, IReadOnlyList<PathSegment> path)
    {
        var trail = new List<Place>();
        YamlNode at = root;
        foreach (var segment in path)
        {
            var place = (at, segment) switch
            {
                (YamlMappingNode mapping, { Name: { } name }) => FindEntry(mapping, name),
                (YamlSequenceNode list, { Name: null }) => FindItem(list, segment.Index),
                _ when at.IsNull() => null,
                _ => throw new ConfigurationException($"{string.Join('.', path)}: '{segment}' does not fit: the value before it is {Kind(at)}"),
            };
            if (place is null)
                break;
            trail.Add(place);
            at = place.Value;
        }
        return trail;
    }

    private Place? FindEntry(YamlMappingNode mapping, string name)
    {
        foreach (var (key, value) in mapping.Children)
        {
            if (key is YamlScalarNode scalar && scalar.Value == name)
                return new(key, value, AfterColon(Index(key.End)), mapping.Style == MappingStyle.Flow);
        }
        return null;
    }

    private Place? FindItem(YamlSequenceNode list, int index)
    {
        if (index > list.Children.Count)
            throw new ConfigurationException($"list index {index} is out of range: the list has {list.Children.Count} items");
        if (index == list.Children.Count)
            return null;
        var flow = list.Style == SequenceStyle.Flow;
        var start = Index(list.Children[index].Start);
        return new(null, list.Children[index], flow ? start : Text.LastIndexOf('-', Math.Max(start - 1, 0)) + 1, flow);
    }

    private void Replace(Place place, NewYaml value)
    {
        if (place.InFlow)
        {
            ReplaceText(place, (place.Key is null ? "" : " ") + value.Flow());
            return;
        }
        var commentFollows = Text[ContentEnd(place)..LineEnd(ContentEnd(place))].Trim().Length > 0;
        if (place.Key is { } key)
            ReplaceText(place, value.AfterKey(Column(key), commentFollows));
        else
            ReplaceText(place, " " + value.Block(Column(place.Before)));
    }

    private void ReplaceText(Place place, string replacement) =>
        Text = Text[..place.Before] + replacement + Text[ContentEnd(place)..];

    private void InsertInto(Place parent, NewYaml entry)
    {
        var empty = ChildCount(parent.Value) == 0;
        var flow = IsFlow(parent.Value);
        if (flow && empty)
        {
            Replace(parent, entry);
        }
        else if (flow)
        {
            var bracket = FlowEnd(parent.Value) - 1;
            var at = Text[..bracket].TrimEnd().Length;
            var inner = entry.Flow();
            Text = Text.Insert(at, (Text[at - 1] == ',' ? " " : ", ") + inner[1..^1]);
        }
        else
        {
            var column = Column(Index(parent.Value.Start));
            InsertLine(LineEnd(ContentEnd(parent)), column, entry);
        }
    }

    private void Append(YamlMappingNode root, NewYaml entry)
    {
        if (root.Children.Count == 0)
        {
            var head = Text.Length > 0 && !Text.EndsWith('\n') ? Text + "\n" : Text;
            Text = head + entry.Block(0) + "\n";
            return;
        }
        InsertLine(LineEnd(ContentEnd(FindLast(root))), Column(Index(root.Start)), entry);
    }

    private void InsertLine(int lineEnd, int column, NewYaml entry)
    {
        var line = "\n" + new string(' ', column) + entry.Block(column);
        Text = Text.Insert(lineEnd, lineEnd == Text.Length ? line + "\n" : line);
    }

    private void RemoveChild(YamlNode parent, Place child)
    {
        var start = child.Key is { } key ? Index(key.Start) : child.InFlow ? Index(child.Value.Start) : child.Before - 1;
        var end = ContentEnd(child);
        if (child.InFlow)
        {
            var comma = Text.IndexOf(',', end);
            if (comma >= 0 && comma < FlowEnd(parent))
                end = SkipSpaces(comma + 1);
            else
                start = Text.LastIndexOf(',', start);
            Text = Text[..start] + Text[end..];
            return;
        }
        var lineStart = LineStart(start);
        var sharesLine = Text[lineStart..start].Trim().Length > 0;
        if (sharesLine)
        {
            // The first entry of a mapping behind a dash: what follows moves up to its place.
            var next = SkipSpaces(LineEnd(end));
            Text = Text[..start] + Text[next..];
            return;
        }
        Text = Text[..lineStart] + Text[Math.Min(LineEnd(end) + 1, Text.Length)..];
    }

    private int SkipSpaces(int at)
    {
        while (at < Text.Length && char.IsWhiteSpace(Text[at]))
            at++;
        return at;
    }

    private Place FindLast(YamlMappingNode mapping) => FindEntry(mapping, ((YamlScalarNode)mapping.Children.Last().Key).Value!)!;

    /// <summary>Where the last character of a value ends, before comments and blank lines that follow it.</summary>
    private int ContentEnd(Place place) => place.Value switch
    {
        YamlMappingNode { Style: not MappingStyle.Flow, Children.Count: > 0 } mapping => ContentEnd(FindLast(mapping)),
        YamlSequenceNode { Style: not SequenceStyle.Flow, Children.Count: > 0 } list => ContentEnd(FindItem(list, list.Children.Count - 1)!),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" } => place.Before,
        YamlScalarNode { Style: ScalarStyle.Literal or ScalarStyle.Folded } scalar => BlockScalarEnd(scalar, place),
        YamlMappingNode or YamlSequenceNode => FlowEnd(place.Value),
        var node => Index(node.End),
    };

    /// <summary>Behind the closing bracket. The parser marks the start of a collection and not its end.</summary>
    private int FlowEnd(YamlNode node)
    {
        var at = node switch
        {
            YamlMappingNode { Children.Count: > 0 } mapping => ContentEnd(FindLast(mapping)),
            YamlSequenceNode { Children.Count: > 0 } list => ContentEnd(FindItem(list, list.Children.Count - 1)!),
            _ => Index(node.Start) + 1,
        };
        while (Text[at] is not (']' or '}'))
            at = Text[at] == '#' ? LineEnd(at) : at + 1;
        return at + 1;
    }

    /// <summary>A key inside <c>{ }</c> may stand without a colon.</summary>
    private int AfterColon(int keyEnd)
    {
        var next = SkipSpaces(keyEnd);
        return next < Text.Length && Text[next] == ':' ? next + 1 : keyEnd;
    }

    /// <summary>A block scalar goes on while lines are blank or indented deeper than what it hangs on.</summary>
    private int BlockScalarEnd(YamlScalarNode scalar, Place place)
    {
        var column = place.Key is { } key ? Column(key) : Column(place.Before - 1);
        var end = LineEnd(Index(scalar.Start));
        for (var at = end; at < Text.Length;)
        {
            var next = LineEnd(at + 1);
            var line = Text[(at + 1)..next];
            if (line.Trim().Length > 0)
            {
                if (line.Length - line.TrimStart(' ').Length <= column)
                    break;
                end = next;
            }
            at = next;
        }
        return end;
    }

    private static int ChildCount(YamlNode node) => node switch
    {
        YamlMappingNode mapping => mapping.Children.Count,
        YamlSequenceNode list => list.Children.Count,
        _ => 0,
    };

    private static bool IsFlow(YamlNode node) =>
        node is YamlMappingNode { Style: MappingStyle.Flow } or YamlSequenceNode { Style: SequenceStyle.Flow };

    private static string Kind(YamlNode node) => node switch
    {
        YamlMappingNode => "an object",
        YamlSequenceNode => "a list",
        _ => "a single value",
    };

    private static int Index(Mark mark) => (int)mark.Index;

    private int Column(YamlNode node) => Column(Index(node.Start));

    private int Column(int index) => index - LineStart(index);

    private int LineStart(int index) => index == 0 ? 0 : Text.LastIndexOf('\n', index - 1) + 1;

    private int LineEnd(int index)
    {
        if (index >= Text.Length)
            return Text.Length;
        var end = Text.IndexOf('\n', index);
        return end < 0 ? Text.Length : end;
    }
}
