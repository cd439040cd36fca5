namespace Pulumi.Engine.Providers.Command.Ssh;

/// <summary>The connections of a run: one for all commands with the same settings, made when it is first needed.</summary>
internal sealed class SshConnections(TimeProvider clock) : IAsyncDisposable
{
    private readonly SshDialer _dialer = new(clock);
    private readonly Dictionary<ConnectionSettings, Task<SshConnection>> _connections = [];
    private readonly CancellationTokenSource _disposed = new();
    private readonly Lock _lock = new();

    public SshDialer Dialer => _dialer;

    /// <exception cref="ProviderException">There is no connection; the next call tries anew.</exception>
    public async Task<SshConnection> GetAsync(ConnectionSettings settings, Action<ProviderLog> log, CancellationToken cancel)
    {
        Task<SshConnection> connection;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
            if (!_connections.TryGetValue(settings, out connection!) || IsLost(connection))
                _connections[settings] = connection = Task.Run(() => OpenAsync(settings, log), CancellationToken.None);
        }

        // Others may wait for the same connection: who gives up does not take it from them.
        return await connection.WaitAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        Task<SshConnection>[] all;
        lock (_lock)
        {
            _disposed.Cancel();
            all = [.. _connections.Values];
            _connections.Clear();
        }

        await Task.WhenAll(all.Select(async connection =>
        {
            try
            {
                (await connection).Dispose();
            }
            catch (Exception e) when (e is ProviderException or OperationCanceledException)
            {
                // It never came about; whoever wanted it was told.
            }
        }));
    }

    private async Task<SshConnection> OpenAsync(ConnectionSettings settings, Action<ProviderLog> log) =>
        new(await _dialer.DialAsync(settings, info => new Renci.SshNet.SshClient(info), log, _disposed.Token), settings);

    private static bool IsLost(Task<SshConnection> connection)
    {
        if (!connection.IsCompleted)
            return false;
        if (!connection.IsCompletedSuccessfully)
            return true;
        if (connection.Result.IsConnected)
            return false;
        connection.Result.Dispose();
        return true;
    }
}
