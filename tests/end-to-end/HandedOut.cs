namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>What the clients of a node get, as PEM.</summary>
public sealed record HandedOut(string Root, string Certificate, string Key)
{
    /// <summary>What only knows the CAs that came after those of before.</summary>
    public HandedOut Without(HandedOut before) => this with { Root = Root.Replace(before.Root, "", StringComparison.Ordinal) };
}
