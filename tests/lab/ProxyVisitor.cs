using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MySqlConnector;

namespace EncryptionInTransit.Lab.Tests;

/// <summary>Comes to a ProxySQL from outside, and looks at it from inside.</summary>
internal static class ProxyVisitor
{
    public const int AdminPort = 6032;

    /// <summary>Opens a connection.</summary>
    /// <exception cref="MySqlException">The login is refused.</exception>
    public static async Task<MySqlConnection> ConnectAsync(
        LabNode node, int port, string user, string password, MySqlSslMode tls = MySqlSslMode.Disabled)
    {
        var connection = new MySqlConnection(new MySqlConnectionStringBuilder
        {
            Server = node.Address,
            Port = (uint)port,
            UserID = user,
            Password = password,
            SslMode = tls,
            Pooling = false,
        }.ConnectionString);
        try
        {
            await connection.OpenAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The admin interface from outside, as the administrator who is not tied to the machine.</summary>
    public static Task<MySqlConnection> AdminAsync(LabNode node, MySqlSslMode tls = MySqlSslMode.Disabled) =>
        ConnectAsync(node, AdminPort, "radmin", "radmin", tls);

    public static async Task<string?> ScalarAsync(this MySqlConnection connection, string sql)
    {
        await using var command = new MySqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync())?.ToString();
    }

    public static async Task<int> ExecuteAsync(this MySqlConnection connection, string sql)
    {
        await using var command = new MySqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>The server's error for a statement, as number, state and text.</summary>
    public static async Task<string> RefusalAsync(this MySqlConnection connection, string sql) =>
        Text(await Assert.ThrowsAsync<MySqlException>(() => connection.ExecuteAsync(sql)));

    /// <summary>The server's error for a login, as number, state and text.</summary>
    public static async Task<string> LoginRefusalAsync(
        LabNode node, int port, string user, string password, MySqlSslMode tls = MySqlSslMode.Disabled) =>
        Text(await Assert.ThrowsAsync<MySqlException>(async () =>
        {
            await using var connection = await ConnectAsync(node, port, user, password, tls);
        }));

    /// <summary>The certificates that a port serves, in order, as their SHA-256 fingerprints; none: it offers no TLS.</summary>
    public static async Task<string[]> ServedAsync(LabNode node, int port)
    {
        var shown = await node.RunAsync($"openssl s_client -connect 127.0.0.1:{port} -starttls mysql -showcerts </dev/null 2>/dev/null");
        return Fingerprints(shown.Output);
    }

    /// <summary>The SHA-256 fingerprints of the certificates in a text.</summary>
    public static string[] Fingerprints(string text)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(text);
        return [.. certificates.Select(certificate => certificate.GetCertHashString(HashAlgorithmName.SHA256))];
    }

    private static string Text(MySqlException error) => $"{error.Number} {error.SqlState} {error.Message}";
}
