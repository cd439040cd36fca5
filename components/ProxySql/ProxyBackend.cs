namespace EncryptionInTransit;

/// <summary>A database node behind a proxy.</summary>
/// <param name="Host">As ProxySQL knows it: <c>mysql_servers.hostname</c>.</param>
/// <param name="Port">As ProxySQL knows it.</param>
/// <param name="Exclusion">What keeps ProxySQL from going on in plaintext there.</param>
/// <param name="RestrictedUsers">Those whose accounts on the node ask for TLS or more.</param>
public sealed record ProxyBackend(
    EncryptedNode Node, string Host, int Port, PlaintextExclusion Exclusion, IReadOnlyList<string> RestrictedUsers);

/// <summary>
/// How plaintext is kept out between a proxy and a backend. ProxySQL does not: where a backend offers no TLS, it goes on
/// without and says nothing. Only the backend can refuse.
/// </summary>
public enum PlaintextExclusion
{
    /// <summary>The backend has require_secure_transport.</summary>
    Transport,

    /// <summary>The accounts that the proxy uses there ask for TLS.</summary>
    Accounts,
}

/// <summary>The words for a <see cref="PlaintextExclusion"/>.</summary>
internal static class PlaintextExclusions
{
    /// <summary>The word in the node tool's requests.</summary>
    public static string Word(this PlaintextExclusion exclusion) => exclusion switch
    {
        PlaintextExclusion.Transport => "transport",
        PlaintextExclusion.Accounts => "accounts",
        _ => throw new ArgumentOutOfRangeException(nameof(exclusion), exclusion, null),
    };
}
