using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MySqlConnector;
using Org.BouncyCastle.X509;
using PeerCertificate = System.Security.Cryptography.X509Certificates.X509Certificate;
using X509Certificate = Org.BouncyCastle.X509.X509Certificate;

namespace EncryptionInTransit.Proof.Gathering;

/// <summary>A login through TLS, and what it showed.</summary>
internal static class EncryptedLogin
{
    private const string Status =
        "SHOW SESSION STATUS WHERE Variable_name IN ('Ssl_version', 'Ssl_cipher', 'Ssl_sessions_reused')";

    private const string Variables =
        "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('version_comment', 'require_secure_transport', 'tls_version', 'ssl_ca', 'ssl_cert', 'ssl_key', 'ssl_cipher')";

    /// <param name="judge">What is wrong with the peer: the account's password is sent when it is nothing.</param>
    public static async Task<Evidence> TryAsync(
        ProofTarget target, Func<TlsSeen, IReadOnlyList<ProofFinding>> judge, CancellationToken cancel)
    {
        TlsSeen? tls = null;
        SessionSeen? session = null;
        var sendsPassword = target.Account is not null;
        IReadOnlyList<ProofFinding> peer = [];
        var loggedIn = false;

        // SslMode=Required is the one that leaves the verdict to the callback: in the Verify modes the library ignores
        // it, and forgives a wrong CA to a MariaDB server that knows the password (from 11.4 on).
        await using var server = new ServerConnection(target, MySqlSslMode.Required, Judge, cancel);
        var failure = await server.TryAsync(async (connection, limit) =>
        {
            if (tls is null)
                throw new InvalidOperationException("the TLS library showed no certificate");
            loggedIn = true;
            session = await AskAsync(connection, target.IsProxy, limit);
        });
        var fault = failure is null || peer.Count > 0 || (tls is not null && !sendsPassword)
            ? null
            : target.IsProxy && loggedIn ? failure.DescribeBackend(target)
            : failure.Describe(target, handshakeDone: tls is not null);
        return new(server.Greeting, tls, peer, session, fault, Plaintext: null);

        bool Judge(object sender, PeerCertificate? leaf, X509Chain? chain, SslPolicyErrors errors)
        {
            var stream = (SslStream)sender;
            tls = new(
                Parse(leaf!),
                [.. chain!.ChainPolicy.ExtraStore.Select(Parse)],
                stream.SslProtocol,
                stream.NegotiatedCipherSuite.ToString());
            peer = judge(tls);
            return peer.Count == 0 || !sendsPassword;
        }
    }

    private static X509Certificate Parse(PeerCertificate certificate) =>
        new X509CertificateParser().ReadCertificate(certificate.GetRawCertData());

    private static async Task<SessionSeen> AskAsync(MySqlConnection connection, bool isProxy, CancellationToken cancel)
    {
        var status = await PairsAsync(connection, Status, cancel);
        var variables = isProxy ? [] : await PairsAsync(connection, Variables, cancel);
        return new(
            status.GetValueOrDefault("Ssl_version", ""),
            status.GetValueOrDefault("Ssl_cipher", ""),
            status.GetValueOrDefault("Ssl_sessions_reused", "0") != "0",
            variables.GetValueOrDefault("version_comment", ""),
            variables.TryGetValue("require_secure_transport", out var required) ? required == "ON" : null)
        {
            TlsVersions = variables.GetValueOrDefault("tls_version"),
            Variables = variables,
        };
    }

    private static async Task<Dictionary<string, string>> PairsAsync(
        MySqlConnection connection, string query, CancellationToken cancel)
    {
        await using var command = new MySqlCommand(query, connection);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var pairs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await rows.ReadAsync(cancel))
            pairs[rows.GetString(0)] = rows.GetString(1);
        return pairs;
    }
}
