namespace EncryptionInTransit.Infra.Configuration;

/// <summary>What a value must look like.</summary>
public enum KeyType
{
    Text,
    Number,
    Flag,
    TextList,
    NumberList,
    Section,
    SectionList,
}

/// <summary>A key of the configuration, declared once: what the reader takes, what the documentation says.</summary>
/// <param name="Meaning">One line for people.</param>
public sealed record Key(string Name, KeyType Type, string Meaning)
{
    /// <summary>As written in the file; null if there is none.</summary>
    public string? Default { get; init; }

    public bool Required { get; init; }

    /// <summary>Must stand encrypted in the file, and its value is in no message.</summary>
    public bool Secret { get; init; }

    /// <summary>The only values of a text; empty if any will do.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>The bounds of a number.</summary>
    public (int Least, int Greatest) Range { get; init; } = (0, int.MaxValue);

    /// <summary>The keys inside, of a section or of each section of a list.</summary>
    public Section? Section { get; init; }

    /// <summary>A value to show in messages, as one would type it.</summary>
    public string Example { get; init; } = "…";
}

/// <summary>Keys that stand together.</summary>
public sealed record Section(params IReadOnlyList<Key> Keys);
