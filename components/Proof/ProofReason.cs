namespace EncryptionInTransit.Proof;

/// <summary>The reason codes of <see cref="ProofFinding"/>.</summary>
public static class ProofReason
{
    public const string NotAttempted = "NotAttempted";
}
