namespace EncryptionInTransit;

/// <summary>A database node, and how it is to be secured.</summary>
public sealed record EncryptedNodeArgs
{
    public required DatabaseKind Kind { get; init; }

    public required SshAccess Ssh { get; init; }

    public required CertificateSetArgs Certificates { get; init; }

    /// <summary>The one that the certificates name; null if they name none.</summary>
    public Authority? Authority { get; init; }

    public TlsPolicy Tls { get; init; } = new();

    /// <summary>The account that the node tool uses on the node; null is root over the unix socket.</summary>
    public DatabaseAdministrator? Administrator { get; init; }

    /// <summary>The command that starts the server, as root; null is the service by which systemd or the init scripts know it.</summary>
    public string? StartCommand { get; init; }

    /// <summary>Whether the server may be restarted where a reload is not enough.</summary>
    public bool RestartAllowed { get; init; } = true;

    /// <summary>The same in the node tool's words.</summary>
    internal string RestartWord => RestartAllowed ? "allowed" : "forbidden";

    /// <summary>Whether what the vendor's SSL add-on left on the node is taken over; otherwise such a node refuses.</summary>
    public bool Adopt { get; init; }

    /// <summary>The nodes that it belongs to; null is a node that stands for itself.</summary>
    public NodeGroup? Group { get; init; }

    /// <summary>Raised to bring a node back that somebody else has changed, or that was set up anew.</summary>
    public int Reapply { get; init; } = 1;

    public NodeHistory History { get; init; } = new();
}
