using System.Collections.Immutable;

namespace EncryptionInTransit.Proof;

/// <summary>What is to be proved about one node.</summary>
/// <param name="Node">The node's name in the configuration; the row of the table.</param>
/// <param name="Host">The DNS name or IP address to connect to.</param>
/// <param name="Hostname">The name (or IP address) that the certificate must be for.</param>
/// <param name="CaCertificatePem">The issued CA, the only one trusted; during a rollover one block per generation.</param>
/// <param name="ServerCertificatePem">What was issued as server.crt: the leaf, then what is to be sent along with it.</param>
/// <param name="RequireSecureTransport">Whether a login without TLS must be refused.</param>
/// <param name="Account">Without one the certificate is judged all the same; about plaintext little can be said.</param>
/// <param name="Timeout">For each connection, its login and its queries.</param>
public sealed record ProofTarget(
    string Node,
    string Host,
    int Port,
    string Hostname,
    string CaCertificatePem,
    string ServerCertificatePem,
    bool RequireSecureTransport,
    ProofAccount? Account,
    TimeSpan Timeout)
{
    /// <summary>
    /// Whether it is the frontend of a ProxySQL: what the session's status variables tell then is the proxy's connection to
    /// its backend, never ours to the proxy.
    /// </summary>
    public bool IsProxy { get; init; }

    /// <summary>The server's variables that were installed, and their values. Without an account they are not asked for.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;
}
