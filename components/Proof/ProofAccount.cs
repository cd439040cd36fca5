namespace EncryptionInTransit.Proof;

/// <summary>
/// An account without privileges: it logs in through TLS, and tries whether the server lets it in without.
/// Its password is sent only to a server whose certificate has been judged good.
/// </summary>
public sealed record ProofAccount(string User, string Password)
{
    /// <summary>The user alone: the password is in no text.</summary>
    public override string ToString() => $"account '{User}'";
}
