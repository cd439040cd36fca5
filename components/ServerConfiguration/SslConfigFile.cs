using System.Text;

namespace EncryptionInTransit;

/// <summary>
/// Renders <c>/etc/mysql/conf.d/ssl-config.cnf</c>: the file of the add-on's documentation, mended where it does not
/// work. Each mend has a comment in the file.
/// </summary>
public static class SslConfigFile
{
    private const string Section = "[mysqld]";

    /// <summary>The file as it is once the policy's phase is reached: only <see cref="SecureTransportPhase.On"/> enforces.</summary>
    public static string Render(DatabaseKind kind, TlsPolicy policy)
    {
        var file = new StringBuilder();
        file.AppendJoin('\n', [.. Header, .. Server(kind, policy), .. Clients(kind)]).Append('\n');
        return file.ToString();
    }

    /// <summary>
    /// The file that the activation is given. Enforcement is a step of its own, after the clients are looked at: the
    /// node sets the line then, and keeps it set whatever is activated later.
    /// </summary>
    public static string RenderUnenforced(DatabaseKind kind, TlsPolicy policy) =>
        Render(kind, policy with { RequireSecureTransport = SecureTransportPhase.Off });

    /// <summary>What such a file sets for the server: by the variable's name.</summary>
    public static IReadOnlyDictionary<string, string> ServerOptions(string file) => file.Split('\n')
        .SkipWhile(line => line != Section).Skip(1).TakeWhile(line => !line.StartsWith('['))
        .Where(line => line.Contains('=') && line[0] != '#')
        .Select(line => line.Split('=', 2))
        .ToDictionary(option => option[0].Replace('-', '_'), option => option[1]);

    private static IEnumerable<string> Header =>
    [
        "# Encryption in transit. Written by the stack that owns this node: change its configuration, not this file.",
    ];

    private static IEnumerable<string> Server(DatabaseKind kind, TlsPolicy policy) =>
    [
        Section,
        $"ssl_cert={NodePaths.ServerFolder}/server.crt",
        $"ssl_key={NodePaths.ServerFolder}/server.key",
        "# Without ssl_ca every client that shows a certificate is dropped.",
        $"ssl_ca={NodePaths.ServerFolder}/root.crt",
        .. CipherComment(kind, policy),
        $"ssl-cipher={string.Join(':', policy.Ciphers ?? CipherSuites.Default(kind))}",
        .. ProtocolFloor(policy),
        policy.RequireSecureTransport == SecureTransportPhase.On ? "require_secure_transport=ON" : "#require_secure_transport=ON",
    ];

    private static IEnumerable<string> CipherComment(DatabaseKind kind, TlsPolicy policy)
    {
        if (policy.Ciphers is not null)
            return [];
        var ecdsa = $"# {CipherSuites.ForEcdsa} is for ECDSA certificates: without it no TLS 1.2 client gets in.";
        return kind == DatabaseKind.MariaDb
            ? [ecdsa]
            : [$"# {kind.Name()} does not start with {CipherSuites.DocumentedDhe}: it is blocked (MY-015104).", ecdsa];
    }

    private static IEnumerable<string> ProtocolFloor(TlsPolicy policy) =>
        policy.Tls13Only ? ["tls_version=TLSv1.3"] : [];

    private static IEnumerable<string> Clients(DatabaseKind kind) => kind == DatabaseKind.MariaDb
        ?
        [
            "",
            "# Clients of MariaDB 11.4 and later verify the server by default, and don't know its CA.",
            "[client-mariadb]",
            $"ssl-ca={NodePaths.ClientFolder}/root.crt",
        ]
        : [];
}
