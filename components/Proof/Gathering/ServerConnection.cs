using System.Net.Security;
using MySqlConnector;

namespace EncryptionInTransit.Proof.Gathering;

/// <summary>One fresh connection to the server: never pooled, never retried, ended by the target's time limit.</summary>
internal sealed class ServerConnection : IAsyncDisposable
{
    /// <summary>
    /// Logs in where the target names no account. It exists nowhere and has no password: the handshake is then ended
    /// by an ordinary refusal. Hanging up instead would count towards max_connect_errors, and in the end lock us out.
    /// </summary>
    private const string NoSuchUser = "encryption-in-transit-proof";

    // A resumed TLS session presents no certificate: .NET then shows the remembered one, so that a new certificate would
    // go unnoticed for as long as the server takes back old tickets (MySQL does). MySqlConnector has no option for it.
    static ServerConnection() => AppContext.SetSwitch("System.Net.Security.DisableTlsResume", true);

    private readonly ConnectionLog _log = new();
    private readonly MySqlDataSource _source;
    private readonly CancellationToken _cancel;
    private readonly CancellationTokenSource _limit;

    /// <param name="judge">Sees the certificate before the password is sent; false hangs up.</param>
    public ServerConnection(
        ProofTarget target, MySqlSslMode mode, RemoteCertificateValidationCallback judge, CancellationToken cancel)
    {
        // MySqlConnector cannot be cancelled while it waits for the server's words: we stop waiting when our own limit says
        // so, and a moment later the library hangs up by its limit.
        var libraryLimit = (uint)Math.Ceiling(target.Timeout.TotalSeconds) + 1;
        var settings = new MySqlConnectionStringBuilder
        {
            ConnectionProtocol = MySqlConnectionProtocol.Sockets,
            Server = target.Host,
            Port = (uint)target.Port,
            UserID = target.Account?.User ?? NoSuchUser,
            Password = target.Account?.Password ?? "",
            SslMode = mode,
            Pooling = false,
            ConnectionTimeout = libraryLimit,
            DefaultCommandTimeout = libraryLimit,
        };
        _source = new MySqlDataSourceBuilder(settings.ConnectionString)
            .UseLoggerFactory(_log)
            .UseRemoteCertificateValidationCallback(judge)
            .Build();
        _cancel = cancel;
        _limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _limit.CancelAfter(target.Timeout);
    }

    /// <summary>The version in the server's greeting, once it came.</summary>
    public string? Greeting => _log.Greeting;

    /// <summary>Connects and logs in, then does <paramref name="work"/>.</summary>
    /// <returns>Null when all went well, else what did not.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<ConnectionFailure?> TryAsync(Func<MySqlConnection, CancellationToken, Task> work)
    {
        try
        {
            await OpenAsync(work).WaitAsync(_limit.Token);
            return null;
        }
        catch (Exception exception)
        {
            // Whatever a peer can provoke ends here: it is a fact about the peer, not a mistake of ours.
            _cancel.ThrowIfCancellationRequested();
            return new(exception, _log.NetworkFault, _log.OffersTls, _limit.IsCancellationRequested);
        }
    }

    private async Task OpenAsync(Func<MySqlConnection, CancellationToken, Task> work)
    {
        await using var connection = await _source.OpenConnectionAsync(_limit.Token);
        await work(connection, _limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _limit.Dispose();
        _log.Dispose();
    }
}
