using Renci.SshNet;

namespace Pulumi.Engine.Providers.Command.Ssh;

/// <summary>A connected client, with the bridge through a proxy that it stands on.</summary>
internal sealed class SshLine<T>(T client, ProxyBridge? bridge) : IDisposable
    where T : BaseClient
{
    public T Client => client;

    public void Dispose()
    {
        client.Dispose();
        bridge?.Dispose();
    }
}
