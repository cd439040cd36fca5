using Grpc.Core;
using Grpc.Net.Client;

namespace Pulumi;

/// <summary>A plain HTTP/2 connection to the engine on this machine.</summary>
internal static class GrpcConnection
{
    /// <summary>Pulumi's own limit; a state with large files in it passes gRPC's default of 4 MiB.</summary>
    private const int MaxMessageBytes = 400 * 1024 * 1024;

    /// <param name="address"><c>host:port</c></param>
    public static ChannelBase Open(string address) => GrpcChannel.ForAddress($"http://{address}", new GrpcChannelOptions
    {
        Credentials = ChannelCredentials.Insecure,
        MaxReceiveMessageSize = MaxMessageBytes,
        MaxSendMessageSize = MaxMessageBytes,
        HttpClient = new(new SocketsHttpHandler
        {
            // A proxy for the internet does not know the engine.
            UseProxy = false,

            // A server may allow a hundred calls a connection, and registrations wait long.
            EnableMultipleHttp2Connections = true,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        },
        DisposeHttpClient = true,
    });
}
