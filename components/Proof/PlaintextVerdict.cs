namespace EncryptionInTransit.Proof;

/// <summary>What the server does with a login without TLS.</summary>
public enum PlaintextVerdict
{
    /// <summary>It could not be told; a note of the report says why.</summary>
    Unknown,

    Refused,

    Accepted,
}
