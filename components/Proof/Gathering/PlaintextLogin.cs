using MySqlConnector;

namespace EncryptionInTransit.Proof.Gathering;

/// <summary>
/// A login without TLS: the account's password is not sent, only its answer to the server's challenge (no public key
/// is fetched from an unverified peer, so caching_sha2_password works by its fast path: right after a login
/// through TLS).
/// </summary>
internal static class PlaintextLogin
{
    public static async Task<PlaintextAttempt> TryAsync(ProofTarget target, CancellationToken cancel)
    {
        await using var server = new ServerConnection(
            target, MySqlSslMode.Disabled, judge: (_, _, _, _) => false, cancel);
        var failure = await server.TryAsync((_, _) => Task.CompletedTask);
        return failure is null
            ? new(LoggedIn: true, ErrorNumber: 0, Text: "")
            : new(LoggedIn: false, failure.ServerError, failure.Message);
    }
}
