using Renci.SshNet;
using Renci.SshNet.Common;

namespace Pulumi.Engine.Providers.Command.Ssh;

/// <summary>A way through a proxy (bastion): a loopback port here that leads to the target's port, as with <c>ssh -L</c>.</summary>
internal sealed class ProxyBridge : IDisposable
{
    // Without an end, a connection that breaks while the bridge is taken down hangs for ever: the library then waits for its
    // channels on the very thread that reads the connection.
    private static readonly TimeSpan ChannelLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(1);

    private readonly SshClient _proxy;
    private readonly ForwardedPortLocal _port;
    private volatile string? _refusal;

    private ProxyBridge(SshClient proxy, ForwardedPortLocal port)
    {
        _proxy = proxy;
        _port = port;
        SshNetInternals.ChannelOpenFailed.Subscribe(SshNetInternals.SessionOf(proxy), (_, e) => _refusal = SshNetInternals.WhyNotOpened(e));
    }

    public string Host => _port.BoundHost;

    public int Port => (int)_port.BoundPort;

    /// <summary>Why the proxy did not connect to the target, in its own words; null as long as it does.</summary>
    public string? Refusal => _refusal;

    /// <exception cref="ProviderException">The proxy cannot be reached, or does not forward.</exception>
    public static async Task<ProxyBridge> OpenAsync(ConnectionSettings target, Func<ConnectionSettings, Task<SshClient>> dial)
    {
        var proxy = await dial(target.Proxy!);
        try
        {
            proxy.ConnectionInfo.Timeout = ChannelLimit;
            var port = new ForwardedPortLocal("127.0.0.1", target.Host, (uint)target.Port);
            proxy.AddForwardedPort(port);
            port.Start();
            return new ProxyBridge(proxy, port);
        }
        catch (SshException e)
        {
            proxy.Dispose();
            throw new ProviderException($"{target.Proxy!.Endpoint} does not forward to {target.Endpoint}: {e.Message}\nCheck AllowTcpForwarding in the proxy's sshd_config.", e);
        }
    }

    public void Dispose()
    {
        _proxy.ConnectionInfo.Timeout = CloseLimit;
        _port.Dispose();
        _proxy.Dispose();
    }
}
