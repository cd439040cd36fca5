using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EncryptionInTransit.Proof.Tests.Peers;

/// <summary>Something on a port of this machine that says one thing to whoever connects, and then waits.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource _connected = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _service;

    /// <param name="greeting">A character is a byte; null hangs up instead.</param>
    public Peer(string? greeting)
    {
        _listener.Start();
        _service = ServeAsync(greeting);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Ends when somebody has connected.</summary>
    public Task Connected => _connected.Task;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _service.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync(string? greeting)
    {
        using var client = await _listener.AcceptTcpClientAsync(_end.Token);
        _connected.SetResult();
        if (greeting is null)
            return;
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(greeting), _end.Token);
        await Task.Delay(Timeout.Infinite, _end.Token);
    }
}
