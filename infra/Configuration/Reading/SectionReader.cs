using System.Text.Json;

namespace EncryptionInTransit.Infra.Configuration;

/// <summary>
/// Reads the keys of one section by their declarations. What is wrong is added to the mistakes, and a harmless value
/// is handed out, so that reading goes on and finds the rest.
/// </summary>
internal sealed class SectionReader
{
    private readonly Dictionary<string, JsonElement> _values = [];
    private readonly Mistakes _mistakes;
    private readonly bool _encrypted;

    /// <param name="path">Where the section stands; empty at the top.</param>
    /// <param name="encrypted">Whether something in it is encrypted in the file: Pulumi tells it of whole sections only.</param>
    public SectionReader(JsonElement element, Section section, string path, bool encrypted, Mistakes mistakes)
    {
        Path = path;
        _mistakes = mistakes;
        _encrypted = encrypted;
        if (element.ValueKind == JsonValueKind.Undefined || element.ValueKind == JsonValueKind.Null)
            return;
        if (element.ValueKind != JsonValueKind.Object)
        {
            mistakes.Invalid(path, $"is {Describe(element)}; it must be a section with the keys {Names(section)}.");
            return;
        }
        foreach (var property in element.EnumerateObject())
        {
            if (section.Keys.All(key => key.Name != property.Name))
                mistakes.Unknown(PathOf(property.Name), property.Name, [.. section.Keys.Select(key => key.Name)]);
            else if (property.Value.ValueKind != JsonValueKind.Null)
                _values[property.Name] = property.Value;
        }
    }

    public string Path { get; }

    public Mistakes Mistakes => _mistakes;

    public bool Has(Key key) => _values.ContainsKey(key.Name);

    public string PathOf(Key key) => PathOf(key.Name);

    /// <summary>The text as it stands, unchecked; null if there is none.</summary>
    public string? Peek(Key key) =>
        _values.TryGetValue(key.Name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The value, its default, or null if there is neither or it is wrong.</summary>
    public string? Text(Key key)
    {
        if (!TryGet(key, out var value))
            return key.Default;
        if (value.ValueKind != JsonValueKind.String)
        {
            Invalid(key, $"is {Describe(value)}; it must be a text: put it in quotes.");
            return null;
        }
        var text = value.GetString()!;
        if (text.Length == 0)
        {
            _mistakes.Missing(PathOf(key), key);
            return null;
        }
        if (key.Secret && !_encrypted)
            _mistakes.NotEncrypted(PathOf(key), key);
        if (key.Allowed.Count > 0 && !key.Allowed.Contains(text))
        {
            _mistakes.NotOneOf(PathOf(key), text, key.Allowed);
            return null;
        }
        return text;
    }

    /// <summary>The value of that word; null if there is none.</summary>
    /// <param name="word">What stands in the file for a value.</param>
    public T? Word<T>(Key key, Func<T, string> word) where T : struct, Enum =>
        Text(key) is { } text ? Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => word(value!.Value) == text) : null;

    /// <summary>The value, or its default if it is absent or wrong.</summary>
    public int Number(Key key) => OptionalNumber(key) ?? int.Parse(key.Default!);

    /// <summary>The value; null if it is absent or wrong.</summary>
    public int? OptionalNumber(Key key)
    {
        if (!TryGet(key, out var value))
            return null;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number))
        {
            Invalid(key, $"is {Describe(value)}; it must be a whole number, without quotes.");
            return null;
        }
        if (number >= key.Range.Least && number <= key.Range.Greatest)
            return number;
        Invalid(key, key.Range.Greatest == int.MaxValue
            ? $"is {number}; the least is {key.Range.Least}."
            : $"is {number}; it must be from {key.Range.Least} to {key.Range.Greatest}.");
        return null;
    }

    /// <summary>Whether the value is true or false.</summary>
    public bool IsFlag(Key key) =>
        _values.TryGetValue(key.Name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False;

    public bool Flag(Key key) => OptionalFlag(key) ?? key.Default == "true";

    public bool? OptionalFlag(Key key)
    {
        if (!TryGet(key, out var value))
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Invalid(key, $"is {Describe(value)}; it must be true or false, without quotes.");
        return null;
    }

    /// <summary>The texts with their paths; null if the list is absent.</summary>
    public IReadOnlyList<Entry>? TextList(Key key)
    {
        if (!TryGet(key, out var list))
            return null;
        if (list.ValueKind != JsonValueKind.Array)
        {
            Invalid(key, $"is {Describe(list)}; it must be a list.");
            return null;
        }
        var entries = new List<Entry>();
        foreach (var (index, value) in list.EnumerateArray().Index())
        {
            if (value.ValueKind == JsonValueKind.String)
                entries.Add(new($"{PathOf(key)}[{index}]", value.GetString()!));
            else
                _mistakes.Invalid($"{PathOf(key)}[{index}]", $"is {Describe(value)}; it must be a text: put it in quotes.");
        }
        return entries;
    }

    /// <summary>The numbers; null if the list is absent or one of them is wrong.</summary>
    public IReadOnlyList<int>? NumberList(Key key)
    {
        if (!TryGet(key, out var list))
            return null;
        if (list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(value =>
            value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= key.Range.Least && number <= key.Range.Greatest))
            return [.. list.EnumerateArray().Select(value => value.GetInt32())];
        Invalid(key, $"must be a list of whole numbers from {key.Range.Least} to {key.Range.Greatest}, without quotes, as {key.Example}.");
        return null;
    }

    /// <summary>Texts that go to a node as lines; empty if the list is absent.</summary>
    public IReadOnlyList<string> Lines(Key key)
    {
        var entries = TextList(key) ?? [];
        foreach (var (path, value) in entries)
        {
            if (value.Length == 0 || value.Any(char.IsControl))
                _mistakes.Invalid(path, "is empty, or has a tab or a line break. Correct it, or take it out.");
        }
        return [.. entries.Select(entry => entry.Value).Distinct()];
    }

    /// <summary>The section inside, empty if it is absent.</summary>
    public SectionReader Section(Key key) => Inner(key, _values.GetValueOrDefault(key.Name), PathOf(key));

    /// <summary>The sections of a list.</summary>
    public IReadOnlyList<SectionReader> Sections(Key key)
    {
        if (!TryGet(key, out var list))
            return [];
        if (list.ValueKind != JsonValueKind.Array)
        {
            Invalid(key, $"is {Describe(list)}; it must be a list.");
            return [];
        }
        return [.. list.EnumerateArray().Select((element, index) => Inner(key, element, $"{PathOf(key)}[{index}]"))];
    }

    private SectionReader Inner(Key key, JsonElement element, string path) =>
        new(element, key.Section!, path, _encrypted, _mistakes);

    private bool TryGet(Key key, out JsonElement value)
    {
        if (_values.TryGetValue(key.Name, out value))
            return true;
        if (key.Required)
            _mistakes.Missing(PathOf(key), key);
        return false;
    }

    private void Invalid(Key key, string sentence) => _mistakes.Invalid(PathOf(key), sentence);

    private string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    private static string Names(Section section) => string.Join(", ", section.Keys.Select(key => key.Name));

    /// <summary>The kind of value and never the value: it may be a secret in the wrong place.</summary>
    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "a section",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "empty",
        _ => "true or false",
    };
}

/// <summary>A text of a list, and where it stands.</summary>
internal sealed record Entry(string Path, string Value);
