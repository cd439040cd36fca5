namespace EncryptionInTransit.Proof;

/// <summary>One thing found.</summary>
/// <param name="Reason">A code of <see cref="ProofReason"/>, for machines.</param>
/// <param name="Sentence">What was expected, what was seen, and the cure, for people.</param>
public sealed record ProofFinding(string Reason, string Sentence);
