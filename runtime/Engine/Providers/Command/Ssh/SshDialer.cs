using Renci.SshNet;

namespace Pulumi.Engine.Providers.Command.Ssh;

/// <summary>Connects and logs in, through a proxy if there is one, as often as the settings allow.</summary>
internal sealed class SshDialer(TimeProvider clock)
{
    private readonly DialRetry _retry = new(clock);

    /// <param name="make">Makes the client: for commands or for files.</param>
    /// <exception cref="ProviderException">There is no connection. The message names the host, what happened and what to do.</exception>
    public async Task<SshLine<T>> DialAsync<T>(ConnectionSettings settings, Func<ConnectionInfo, T> make, Action<ProviderLog> log, CancellationToken cancel)
        where T : BaseClient
    {
        if (settings.Proxy is null)
            return new SshLine<T>(await DialAsync("Dial", settings, null, make, log, cancel), null);
        try
        {
            return await DialThroughProxyAsync(settings, make, log, cancel);
        }
        catch (ProviderException e)
        {
            throw new ProviderException($"proxy: {e.Message}", e);
        }
    }

    private async Task<SshLine<T>> DialThroughProxyAsync<T>(ConnectionSettings settings, Func<ConnectionInfo, T> make, Action<ProviderLog> log, CancellationToken cancel)
        where T : BaseClient
    {
        var bridge = await ProxyBridge.OpenAsync(settings, proxy => DialAsync("Dial proxy", proxy, null, info => new SshClient(info), log, cancel));
        try
        {
            return new SshLine<T>(await DialAsync("Dial from proxy", settings, bridge, make, log, cancel), bridge);
        }
        catch
        {
            bridge.Dispose();
            throw;
        }
    }

    private async Task<T> DialAsync<T>(string what, ConnectionSettings settings, ProxyBridge? bridge, Func<ConnectionInfo, T> make, Action<ProviderLog> log, CancellationToken cancel)
        where T : BaseClient
    {
        var hostKey = settings.HostKey is { } line ? HostKey.Parse(line) : null;
        return await _retry.RunAsync(what, settings.DialErrorLimit, async token =>
        {
            var methods = await Authentication.MethodsAsync(settings, token);
            var info = new ConnectionInfo(bridge?.Host ?? settings.Host, bridge?.Port ?? settings.Port, settings.User, methods);
            return await AttemptAsync(info, settings, bridge, hostKey, make, token);
        }, log, cancel);
    }

    private static async Task<T> AttemptAsync<T>(ConnectionInfo info, ConnectionSettings settings, ProxyBridge? bridge, HostKey? expected, Func<ConnectionInfo, T> make, CancellationToken cancel)
        where T : BaseClient
    {
        info.Timeout = settings.PerDialTimeout > TimeSpan.Zero ? settings.PerDialTimeout : Timeout.InfiniteTimeSpan;
        info.RetryAttempts = 1;
        KeyExchanges.Offer(info);
        if (expected is not null)
            AskFor(expected, info);

        byte[]? seen = null;
        var client = make(info);
        client.HostKeyReceived += (_, e) =>
        {
            seen = e.HostKey;
            e.CanTrust = expected is null || expected.Is(e.HostKey);
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (info.Timeout > TimeSpan.Zero)
            limit.CancelAfter(info.Timeout);
        try
        {
            await client.ConnectAsync(limit.Token);
            // From here on the keep-alive of the transport finds out when the peer is gone; a busy host may take its time.
            KeepAlive.Enable(client);
            info.Timeout = Timeout.InfiniteTimeSpan;
            return client;
        }
        catch (Exception e)
        {
            client.Dispose();
            cancel.ThrowIfCancellationRequested();
            throw DialErrors.Explain(e, settings, info, expected, seen, bridge?.Refusal);
        }
    }

    // A server has several keys: it is to show the one that we know.
    private static void AskFor(HostKey expected, ConnectionInfo info)
    {
        foreach (var name in info.HostKeyAlgorithms.Keys.Except(expected.Algorithms).ToList())
            info.HostKeyAlgorithms.Remove(name);
        if (info.HostKeyAlgorithms.Count == 0)
        {
            throw new DialException($"ssh: host keys of type {expected.Type} are not supported",
                "Give another of the server's keys as 'hostKey' of the connection (ssh-keyscan HOST lists them).")
            { IsFinal = true };
        }
    }
}
