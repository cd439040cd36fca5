namespace EncryptionInTransit;

/// <summary>A ProxySQL node, and how it is to be secured on both sides.</summary>
public sealed record EncryptedProxyArgs
{
    public required SshAccess Ssh { get; init; }

    public required CertificateSetArgs Certificates { get; init; }

    /// <summary>The one that the certificates name; null if they name none.</summary>
    public Authority? Authority { get; init; }

    public required ProxySqlAdministrator Administrator { get; init; }

    /// <summary>The database nodes that it reaches through TLS from now on.</summary>
    public IReadOnlyList<ProxyBackend> Backends { get; init; } = [];

    /// <summary>Whether the proxy's own clients are refused without TLS.</summary>
    public SecureTransportPhase RequireSecureTransport { get; init; }

    /// <summary><c>HOST:PORT</c> of rows of mysql_servers that stay as they are.</summary>
    public IReadOnlyList<string> OtherBackends { get; init; } = [];

    /// <summary>
    /// Edits of somebody else that have not been loaded or saved, and that our LOAD and SAVE may carry along: a
    /// variable, a table, or a table and a key, as the refusal prints them.
    /// </summary>
    public IReadOnlyList<string> PendingEdits { get; init; } = [];

    /// <summary>Users of backends for whom nothing excludes plaintext, and who may stay so.</summary>
    public IReadOnlyList<string> FallbackUsers { get; init; } = [];

    /// <summary><c>USER@HOST</c> or <c>USER@*</c>: clients of the proxy that may come without TLS until they are refused.</summary>
    public IReadOnlyList<string> AllowedPlaintextClients { get; init; } = [];

    /// <summary>Raised to bring a node back that somebody else has changed, or that was set up anew.</summary>
    public int Reapply { get; init; } = 1;

    public NodeHistory History { get; init; } = new();

    /// <summary>When this run looks at the clients, if the phase asks for a look.</summary>
    public DateTimeOffset LookedAt { get; init; }
}
