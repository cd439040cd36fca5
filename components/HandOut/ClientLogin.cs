namespace EncryptionInTransit;

/// <summary>What a client needs for the login of one user on one node. Holds the private key: its text shows none.</summary>
public sealed record ClientLogin
{
    /// <summary>The node's name in the configuration.</summary>
    public required string Node { get; init; }

    /// <summary>A name in the server's certificate: clients check it.</summary>
    public required string Host { get; init; }

    public required int Port { get; init; }

    public required string User { get; init; }

    /// <summary>Whether the account has a password besides its certificate.</summary>
    public required bool HasPassword { get; init; }

    public required string CaCertificatePem { get; init; }

    public required string CertificatePem { get; init; }

    /// <summary>PKCS#8.</summary>
    public required string KeyPem { get; init; }

    /// <summary>An absolute path on the client's machine, the same for all logins.</summary>
    public required string Folder { get; init; }

    public override string ToString() => $"'{User}' on {Node} ({Host}:{Port})";
}
