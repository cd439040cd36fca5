using System.Collections.Immutable;
using System.Text;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Display.Diff;

/// <summary>Properties and their changes, nested, in the official look: four spaces a level, the mark in the last two of them.</summary>
internal sealed class PropertyPrinter(DisplayOptions options, int indent)
{
    private const int Step = 4;
    private readonly StringBuilder _text = new();
    private StepOp? _whole;

    /// <summary>All properties of an object.</summary>
    /// <param name="op">What happens to the whole of it, which colours it; null for nothing.</param>
    public string Object(PropertyMap properties, StepOp? op)
    {
        _whole = op;
        PrintObject(properties, indent, mark: null);
        return Take();
    }

    /// <summary>The changes between two objects.</summary>
    /// <param name="only">Limits it to these properties; none shows all.</param>
    /// <param name="showSame">What did not change too; else a change of a secret is told though nothing is to be seen of it.</param>
    public string Changes(PropertyMap old, PropertyMap @new, ImmutableArray<string> only, bool showSame)
    {
        var keys = only.IsEmpty ? Keys(old, @new) : [.. only.Order(StringComparer.Ordinal)];
        PrintChanges(old, @new, keys, indent, showSame);
        return Take();
    }

    /// <summary>Outputs of the stack: of a new one as they are; in a preview only what changes to something known.</summary>
    public string StackOutputs(PropertyMap old, PropertyMap @new)
    {
        if (old.Count == 0)
        {
            return Object(@new, StepOp.Create);
        }
        if (!options.ShowSecrets)
            (old, @new) = (old.Masked(), @new.Masked());
        var keys = Keys(old, @new);
        var width = Width(keys);
        if (options.Preview)
            keys.RemoveAll(key => old.TryGetValue(key, out var before) && @new.TryGetValue(key, out var after)
                && (after is PropertyValue.UnknownValue || before.Equals(after) || BecomesSecret(before, after)));
        PrintChanges(old, @new, keys, width, indent, showSame: true);
        return Take();
    }

    private string Take()
    {
        var text = _text.ToString();
        _text.Clear();
        _whole = null;
        return text;
    }

    private static List<string> Keys(PropertyMap old, PropertyMap @new) =>
        [.. old.Keys.Union(@new.Keys).Where(key => !IsInternal(key)).Order(StringComparer.Ordinal)];

    private static bool IsInternal(string key) => key.StartsWith("__", StringComparison.Ordinal);

    /// <summary>A secret that is going to be another one says nothing more than that it is secret.</summary>
    private static bool BecomesSecret(PropertyValue old, PropertyValue @new) =>
        old is PropertyValue.SecretValue && @new is PropertyValue.SecretValue { Element: PropertyValue.UnknownValue };

    private void PrintObject(PropertyMap properties, int level, StepOp? mark)
    {
        var keys = properties.Keys.Where(key => !IsInternal(key)).ToList();
        var width = Width(keys);
        foreach (var key in keys)
            PrintProperty(key, properties[key], width, level, mark);
    }

    private void PrintProperty(string title, PropertyValue value, int width, int level, StepOp? mark)
    {
        Title(title.PadRight(width), level, mark);
        PrintValue(value, level, mark);
        _text.Append('\n');
    }

    private void PrintValue(PropertyValue value, int level, StepOp? mark)
    {
        if (value is PropertyValue.SecretValue { Element: var element } && options.ShowSecrets)
            value = element;
        switch (value)
        {
            case PropertyValue.ArrayValue { Elements.IsEmpty: true }:
                _text.Append(Paint(mark, "[]"));
                break;
            case PropertyValue.ArrayValue { Elements: var elements }:
                _text.Append(Paint(mark, "[\n"));
                for (var i = 0; i < elements.Length; i++)
                {
                    Title($"[{i}]", level + 1, mark);
                    PrintValue(elements[i], level + 1, mark);
                    _text.Append('\n');
                }
                _text.Append(' ', level * Step).Append(Paint(mark, "]"));
                break;
            case PropertyValue.ObjectValue { Properties.Count: 0 }:
                _text.Append(Paint(mark, "{}"));
                break;
            case PropertyValue.ObjectValue { Properties: var properties }:
                _text.Append(Paint(mark, "{\n"));
                PrintObject(properties, level + 1, mark);
                _text.Append(' ', level * Step).Append(Paint(mark, "}"));
                break;
            default:
                _text.Append(Paint(mark, ValueText.Single(value, options.ShowSecrets)));
                break;
        }
    }

    private void PrintChanges(PropertyMap old, PropertyMap @new, List<string> keys, int level, bool showSame) =>
        PrintChanges(old, @new, keys, Width(keys), level, showSame);

    private void PrintChanges(PropertyMap old, PropertyMap @new, List<string> keys, int width, int level, bool showSame)
    {
        foreach (var key in keys)
        {
            var title = key.PadRight(width);
            PrintChange(title, old.TryGetValue(key, out var before) ? before : null, @new.TryGetValue(key, out var after) ? after : null, level, showSame);
        }
    }

    private void PrintChange(string title, PropertyValue? old, PropertyValue? @new, int level, bool showSame)
    {
        if (options.ShowSecrets)
            (old, @new) = (Reveal(old), Reveal(@new));
        switch (old, @new)
        {
            case (null, { } added):
                PrintProperty(title, added, 0, level, StepOp.Create);
                break;
            case ({ } removed, null):
                PrintProperty(title, removed, 0, level, StepOp.Delete);
                break;
            case ({ } before, { } after) when before.Equals(after) || (showSame && BecomesSecret(before, after)):
                if (showSame && ValueText.IsWorthShowing(before))
                    PrintProperty(title, before, 0, level, mark: null);
                break;
            case (PropertyValue.ObjectValue before, PropertyValue.ObjectValue after):
                Open(title, "{", level);
                PrintChanges(before.Properties, after.Properties, Keys(before.Properties, after.Properties), level + 1, showSame);
                Close("}", level);
                break;
            case (PropertyValue.ArrayValue before, PropertyValue.ArrayValue after):
                Open(title, "[", level);
                for (var i = 0; i < Math.Max(before.Elements.Length, after.Elements.Length); i++)
                    PrintChange($"[{i}]", before.Elements.ElementAtOrDefault(i), after.Elements.ElementAtOrDefault(i), level + 1, showSame);
                Close("]", level);
                break;
            case ({ } before, { } after):
                PrintReplacedValue(title, before, after, level);
                break;
        }
    }

    private void PrintReplacedValue(string title, PropertyValue old, PropertyValue @new, int level)
    {
        var both = ValueText.IsWorthShowing(old) && ValueText.IsWorthShowing(@new);
        if (both && old is PropertyValue.StringValue { Value: var before } && @new is PropertyValue.StringValue { Value: var after })
        {
            Title(title, level, StepOp.Update);
            if (before.Contains('\n') || after.Contains('\n'))
                PrintLines(before, after, level + 1);
            else
                _text.Append(TextDiff.Render(before, after, options.Style)).Append('\n');
        }
        else if (both && ValueText.IsSingle(old) && ValueText.IsSingle(@new))
        {
            Title(title, level, StepOp.Update);
            _text
                .Append(Paint(StepOp.Delete, ValueText.Single(old, options.ShowSecrets)))
                .Append(Paint(StepOp.Update, " => "))
                .Append(Paint(StepOp.Create, ValueText.Single(@new, options.ShowSecrets)))
                .Append('\n');
        }
        else
        {
            if (ValueText.IsWorthShowing(old))
                PrintProperty(title, old, 0, level, StepOp.Delete);
            if (ValueText.IsWorthShowing(@new))
                PrintProperty(title, @new, 0, level, StepOp.Create);
        }
    }

    private void PrintLines(string old, string @new, int level)
    {
        _text.Append('\n');
        foreach (var (change, line) in LineDiff.Compute(old, @new))
        {
            StepOp? mark = change switch
            {
                LineChange.Removed => StepOp.Delete,
                LineChange.Added => StepOp.Create,
                _ => null,
            };
            Indent(level, mark);
            _text.Append(Paint(mark, ValueText.CutLine(line))).Append('\n');
        }
    }

    private void Open(string title, string bracket, int level)
    {
        Title(title, level, StepOp.Update);
        _text.Append(Paint(StepOp.Update, bracket)).Append('\n');
    }

    private void Close(string bracket, int level) =>
        _text.Append(' ', level * Step).Append(Paint(StepOp.Update, bracket)).Append('\n');

    private void Title(string title, int level, StepOp? mark)
    {
        Indent(level, mark);
        _text.Append(Paint(mark, title + ": "));
    }

    private void Indent(int level, StepOp? mark)
    {
        var width = level * Step;
        if (mark is { } op)
            _text.Append(' ', width - 2).Append(Paint(op, StepTexts.Prefix(op)));
        else
            _text.Append(' ', width);
    }

    private string Paint(StepOp? op, string text) => (op ?? _whole) is { } known ? StepTexts.Paint(options.Style, known, text) : text;

    private static PropertyValue? Reveal(PropertyValue? value) => value is PropertyValue.SecretValue secret ? secret.Element : value;

    private static int Width(IEnumerable<string> keys) => keys.Select(key => key.Length).DefaultIfEmpty(0).Max();
}
