namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Collects mistakes, so that one run shows them all. One text for each kind keeps them alike.</summary>
public sealed class Mistakes
{
    private readonly List<Mistake> _all = [];

    /// <summary>In the order found, each once.</summary>
    public IReadOnlyList<Mistake> All => [.. _all.Distinct()];

    public void Missing(string path, Key key) =>
        Add(path, MistakeKind.Missing, $"is missing. {key.Meaning} Cure: {Command(path, key)}");

    public void Unknown(string path, string name, IReadOnlyList<string> known) =>
        Add(path, MistakeKind.Unknown, Nearest.To(name, known) is { } nearest
            ? $"is not a key. Did you mean '{nearest}'?"
            : $"is not a key. The keys here are {string.Join(", ", known)}.");

    public void NotOneOf(string path, string value, IReadOnlyList<string> allowed) =>
        NotOneOf(path, $"'{value}' is not one of {string.Join(", ", allowed)}.");

    /// <param name="sentence">What is wrong, what would be right, and the cure.</param>
    public void NotOneOf(string path, string sentence) => Add(path, MistakeKind.NotOneOf, sentence);

    /// <param name="sentence">What is wrong, and the cure.</param>
    public void Invalid(string path, string sentence) => Add(path, MistakeKind.Invalid, sentence);

    /// <param name="known">The nodes that could have been meant.</param>
    public void NoSuchNode(string path, string name, IReadOnlyList<string> known) =>
        NotOneOf(path, Nearest.To(name, known) is { } nearest
            ? $"'{name}' is no database node of this stack. Did you mean '{nearest}'?"
            : $"'{name}' is no database node of this stack. They are {string.Join(", ", known)}.");

    public void NotTogether(string path, string sentence) => Add(path, MistakeKind.NotTogether, sentence);

    public void Duplicate(string path, string value, string firstPath, string cure) =>
        Add(path, MistakeKind.Duplicate, $"'{value}' is at {firstPath} already. {cure}");

    public void NotEncrypted(string path, Key key) =>
        Add(path, MistakeKind.NotEncrypted,
            $"is a secret and stands in the file in plain text. Take it out, change it where it is used, and put it back encrypted: {Command(path, key)}");

    private static string Command(string path, Key key) => key switch
    {
        { Secret: true } => $"./pulumiw config set --secret --path '{RootKeys.Namespace}:{path}' <FILE",
        { Type: KeyType.SectionList, Section: { } inner } => Command($"{path}[0].{inner.Keys[0].Name}", inner.Keys[0]),
        _ => $"./pulumiw config set --path '{RootKeys.Namespace}:{path}' '{key.Example}'",
    };

    private void Add(string path, MistakeKind kind, string sentence) => _all.Add(new(path, kind, sentence));
}
