namespace Pulumi.Engine.Model;

/// <summary>How a resource names its provider: <c>URN::ID</c>. The id may be unknown in a preview.</summary>
public readonly record struct ProviderReference(string Urn, string Id)
{
    /// <summary>Text of an id that is not known yet, on the wire and in states of previews.</summary>
    public const string UnknownId = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    /// <exception cref="FormatException">The text is no such reference.</exception>
    public static ProviderReference Parse(string text)
    {
        var at = text.LastIndexOf("::", StringComparison.Ordinal);
        if (at <= 0 || !Model.Urn.IsUrn(text[..at]) || at + 2 == text.Length)
            throw new FormatException($"'{text}' is not a provider reference (URN::ID)");
        return new(text[..at], text[(at + 2)..]);
    }

    public override string ToString() => $"{Urn}::{Id}";
}
