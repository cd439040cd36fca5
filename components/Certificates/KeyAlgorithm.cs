namespace EncryptionInTransit;

/// <summary>What the keys are made of.</summary>
public enum KeyAlgorithm
{
    Rsa,
    Ecdsa,
}
