namespace EncryptionInTransit.Proof;

/// <summary>What was seen of one node, and what of it is wrong. Holds no secret.</summary>
public sealed record ProofReport
{
    /// <summary>The node's name in the configuration.</summary>
    public required string Node { get; init; }

    /// <summary>False when nothing was tried: the node's activation did not happen, or it is abandoned.</summary>
    public required bool Attempted { get; init; }

    /// <summary><c>MariaDB</c>, <c>MySQL</c>, <c>Percona Server</c> or <c>ProxySQL</c>; null when the server did not say.</summary>
    public string? Server { get; init; }

    /// <summary>As <c>10.11.18</c>; null for a proxy, whose greeting has whatever its mysql-server_version says.</summary>
    public string? Version { get; init; }

    /// <summary>As <c>TLSv1.3</c>.</summary>
    public string? Protocol { get; init; }

    /// <summary>What the server accepts, as <c>TLSv1.2,TLSv1.3</c>; null when it was not asked, and for a proxy.</summary>
    public string? TlsVersions { get; init; }

    /// <summary>As <c>TLS_AES_256_GCM_SHA384</c>: in the server's words when it was asked, else by IANA's name.</summary>
    public string? Cipher { get; init; }

    /// <summary>Of a proxy: the cipher of its own connection to the backend that answered, by OpenSSL's name; null when none was seen.</summary>
    public string? BackendCipher { get; init; }

    /// <summary>The subject of the certificate served, as <c>CN=db1.example.com</c>.</summary>
    public string? Subject { get; init; }

    /// <summary>SHA-256 of the issued leaf (DER), lower hex.</summary>
    public string? IssuedSha256 { get; init; }

    /// <summary>SHA-256 of the leaf that was served, lower hex.</summary>
    public string? ServedSha256 { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Whole days until <see cref="NotAfter"/>; negative when it has passed.</summary>
    public int? DaysLeft { get; init; }

    public PlaintextVerdict Plaintext { get; init; }

    /// <summary>What is wrong, the cause before its consequences.</summary>
    public IReadOnlyList<ProofFinding> Failures { get; init; } = [];

    /// <summary>What a reader should know and is no failure.</summary>
    public IReadOnlyList<ProofFinding> Notes { get; init; } = [];

    /// <summary>True when the connection was tried and nothing is wrong.</summary>
    public bool Proved => Attempted && Failures.Count == 0;

    /// <summary>True when nothing was tried because the node is gone for good.</summary>
    public bool IsAbandoned => Notes.Any(note => note.Reason == ProofReason.Abandoned);

    /// <summary>The report of a node that is gone for good.</summary>
    public static ProofReport Abandoned(string node) => new()
    {
        Node = node,
        Attempted = false,
        Notes =
        [
            new(ProofReason.Abandoned,
                "nothing was done on it, and nothing proved. Take it out of nodes now; or, if it is there again, take abandon out"),
        ],
    };

    /// <summary>The report of a node whose activation did not happen.</summary>
    /// <param name="why">A sentence.</param>
    public static ProofReport NotProved(string node, string why) => new()
    {
        Node = node,
        Attempted = false,
        Notes = [new(ProofReason.NotAttempted, why)],
    };
}
