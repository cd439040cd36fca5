using System.Net.Sockets;
using Renci.SshNet;

namespace Pulumi.Engine.Providers.Command.Ssh;

/// <summary>
/// Has the operating system find out that a peer is gone: after 15 s of silence it asks every 15 s, and gives up after 9 questions, as
/// the official provider's connections do. SSH.NET's own keep-alive waits for no answer, so it notices nothing for a quarter of an hour.
/// </summary>
internal static class KeepAlive
{
    private const int Seconds = 15;
    private const int Probes = 9;

    public static void Enable(BaseClient client)
    {
        var socket = SshNetInternals.SocketOf(client);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, Seconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, Seconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
    }
}
