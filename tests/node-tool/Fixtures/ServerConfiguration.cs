namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>The text of ssl-config.cnf.</summary>
internal static class ServerConfiguration
{
    public const string Path = "/etc/mysql/conf.d/ssl-config.cnf";

    public const string Ciphers = "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES256-GCM-SHA384";

    public static string Text(bool requireSecureTransport = false, string ciphers = Ciphers, string extra = "") =>
        $"""
        # TLS for the tests
        [mysqld]
        ssl_ca = /var/lib/jelastic/keys/SSL-TLS/server/root.crt
        ssl_cert = /var/lib/jelastic/keys/SSL-TLS/server/server.crt
        ssl_key = /var/lib/jelastic/keys/SSL-TLS/server/server.key
        ssl-cipher={ciphers}
        {(requireSecureTransport ? "" : "#")}require_secure_transport=ON
        {extra}
        """.TrimEnd('\n') + "\n";
}
