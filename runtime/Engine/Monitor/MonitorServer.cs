using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Deployment.Registration;

namespace Pulumi.Engine.Monitor;

/// <summary>The two services that a program talks to, on a free port of the loopback interface, HTTP/2 without TLS.</summary>
internal sealed class MonitorServer : IAsyncDisposable
{
    /// <summary>As gRPC frames it: not compressed, no bytes.</summary>
    private static readonly byte[] EmptyMessage = new byte[5];

    private readonly WebApplication _server;

    private MonitorServer(WebApplication server) => _server = server;

    /// <summary><c>host:port</c>.</summary>
    public string Address => new Uri(_server.Urls.First()).Authority;

    public static Task<MonitorServer> StartAsync(IResourceRegistrar registrar, DeploymentTarget target) =>
        ServeAsync(new(registrar, target), new(registrar));

    /// <summary>Starts one, asks it a question and stops it: the program finds all code loaded. For a moment in which this core has nothing to do.</summary>
    public static async Task WarmUpAsync()
    {
        // The question that is asked needs neither a deployment nor a target.
        await using var server = await ServeAsync(new(null!, null!), new(null!));
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var question = new HttpRequestMessage(
            HttpMethod.Post, $"http://{server.Address}/pulumirpc.ResourceMonitor/{nameof(ResourceMonitorService.SupportsFeature)}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(EmptyMessage) { Headers = { ContentType = new("application/grpc") } },
        };
        using var answer = await client.SendAsync(question);
    }

    private static async Task<MonitorServer> ServeAsync(ResourceMonitorService monitor, EngineService engine)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            // A program registers as many resources at once as it likes, and waits as long as they take.
            kestrel.Limits.Http2.MaxStreamsPerConnection = int.MaxValue;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = null;
            grpc.MaxSendMessageSize = null;
        });
        builder.Services.AddSingleton(monitor).AddSingleton(engine);
        var server = builder.Build();
        server.UseRouting();
        server.MapGrpcService<ResourceMonitorService>();
        server.MapGrpcService<EngineService>();
        await server.StartAsync();
        return new(server);
    }

    public async ValueTask DisposeAsync()
    {
        // Calls that still wait belong to a program that is gone.
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _server.StopAsync(now.Token);
        await _server.DisposeAsync();
    }
}
