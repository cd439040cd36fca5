namespace EncryptionInTransit.Infra.Configuration;

/// <summary>The kinds of mistake: codes for machines.</summary>
public enum MistakeKind
{
    Missing,
    Unknown,
    Invalid,
    NotOneOf,
    NotTogether,
    Duplicate,
    NotEncrypted,
}

/// <summary>Something wrong in the configuration.</summary>
/// <param name="Path">As <c>nodes[2].ssh.hostKey</c>.</param>
/// <param name="Sentence">What is wrong, and the cure. No value of a secret key is in it.</param>
public sealed record Mistake(string Path, MistakeKind Kind, string Sentence)
{
    public override string ToString() => $"{Path}: {Sentence}";
}
