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
    private readonly WebApplication _server;

    private MonitorServer(WebApplication server) => _server = server;

    /// <summary><c>host:port</c>.</summary>
    public string Address => new Uri(_server.Urls.First()).Authority;

    public static Task<MonitorServer> StartAsync(IResourceRegistrar registrar, DeploymentTarget target) =>
        StartAsync(services => services.AddSingleton(registrar).AddSingleton(target));

    /// <summary>Starts one and stops it: the next start finds all code loaded. For a moment in which this core has nothing to do.</summary>
    public static async Task WarmUpAsync() => await (await StartAsync(_ => { })).DisposeAsync();

    private static async Task<MonitorServer> StartAsync(Action<IServiceCollection> addServices)
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
        addServices(builder.Services);
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
