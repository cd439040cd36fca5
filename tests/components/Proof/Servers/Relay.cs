using System.Net;
using System.Net.Sockets;

namespace EncryptionInTransit.Proof.Tests.Servers;

/// <summary>A port of this machine that leads to a node: so that a node has a DNS name, localhost.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.IPv6Any, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _service;

    public Relay(string host, int port)
    {
        _listener.Server.DualMode = true;
        _listener.Start();
        _service = ServeAsync(host, port);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _service.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync(string host, int port)
    {
        List<Task> connections = [];
        try
        {
            while (true)
                connections.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_end.Token), host, port));
        }
        finally
        {
            await Task.WhenAll(connections).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CarryAsync(TcpClient client, string host, int port)
    {
        using (client)
        {
            using var server = new TcpClient();
            await server.ConnectAsync(host, port, _end.Token);
            await Task.WhenAny(
                client.GetStream().CopyToAsync(server.GetStream(), _end.Token),
                server.GetStream().CopyToAsync(client.GetStream(), _end.Token));
        }
    }
}
