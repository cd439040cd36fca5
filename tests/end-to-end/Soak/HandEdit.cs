namespace EncryptionInTransit.EndToEnd.Tests.Soak;

/// <summary>Something that somebody changes on a node, past the stack.</summary>
/// <param name="Script">As root on the node.</param>
internal sealed record HandEdit(string Kind, string Script)
{
    private const string Keys = "/var/lib/jelastic/keys/SSL-TLS";

    public const string ConfigFile = "/etc/mysql/conf.d/ssl-config.cnf";

    /// <summary>Whether the proof sees it; verify on the node sees each.</summary>
    public bool IsSeenOutside { get; init; }

    /// <summary>Whether clients that verify fail until it is mended.</summary>
    public bool LocksClientsOut { get; init; }

    /// <summary>Whether nothing can be undone until it is mended.</summary>
    public bool HindersUninstall { get; init; }

    public static HandEdit AtRandom(FleetModel fleet, NodeModel node, Random random)
    {
        var client = node.IsMariaDb ? "mariadb --skip-ssl" : "mysql --ssl-mode=DISABLED";
        var reload = $"{client} -e '{(node.IsMariaDb ? "FLUSH SSL" : "ALTER INSTANCE RELOAD TLS")}'";
        List<HandEdit> all =
        [
            new("a line in the configuration file", $"echo '# tuned by hand' >>{ConfigFile}"),
            new("the configuration file is removed", $"rm {ConfigFile}"),
            new("a certificate of somebody else, in place of the server's",
                $"""
                openssl req -x509 -new -nodes -newkey rsa:2048 -subj /CN=somebody -days 30 -keyout /run/other.key -out /run/other.crt 2>/dev/null &&
                cat /run/other.key >{Keys}/server/server.key && cat /run/other.crt >{Keys}/server/server.crt && {reload}
                """) { IsSeenOutside = true, LocksClientsOut = true },
            new("the client's certificate in place of the server's",
                $"cat {Keys}/client/client.key >{Keys}/server/server.key && cat {Keys}/client/client.crt >{Keys}/server/server.crt && {reload}")
                { IsSeenOutside = true, LocksClientsOut = true },
            new("the server's certificate file is removed", $"rm {Keys}/server/server.crt"),
            new("a key that all may read", $"chmod 0644 {Keys}/server/server.key"),
            new("the certificate folders are removed", $"rm -r {Keys}"),
            new("the tool is removed", "rm /usr/local/sbin/encryption-in-transit") { HindersUninstall = true },
        ];
        if (fleet.Policy.RequireSecureTransport == "on")
            all.Add(new("plaintext is let in", $"{client} -e 'SET GLOBAL require_secure_transport = OFF'") { IsSeenOutside = true });
        return random.Among(all);
    }
}
