namespace EncryptionInTransit;

/// <summary>An account that may read and set server variables, and reload or shut down the server. Its password is in no text.</summary>
public sealed record DatabaseAdministrator(string User, string? Password)
{
    public override string ToString() => $"account '{User}'";
}
