using Renci.SshNet;

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
        while (true)
        {
            var opening = Opening(settings, log);
            try
            {
                // Others may wait for the same connection: who gives up does not take it from them.
                var connection = await opening.WaitAsync(cancel);
                if (connection.IsConnected)
                    return connection;
                Forget(settings, opening);
                connection.Dispose();
            }
            catch (ProviderException)
            {
                Forget(settings, opening);
                throw;
            }
        }
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

    private Task<SshConnection> Opening(ConnectionSettings settings, Action<ProviderLog> log)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
            if (!_connections.TryGetValue(settings, out var opening))
                _connections[settings] = opening = Task.Run(() => OpenAsync(settings, log));
            return opening;
        }
    }

    private void Forget(ConnectionSettings settings, Task<SshConnection> opening)
    {
        lock (_lock)
        {
            if (_connections.TryGetValue(settings, out var current) && current == opening)
                _connections.Remove(settings);
        }
    }

    private async Task<SshConnection> OpenAsync(ConnectionSettings settings, Action<ProviderLog> log) =>
        new(await _dialer.DialAsync(settings, info => new SshClient(info), log, _disposed.Token), settings);
}
