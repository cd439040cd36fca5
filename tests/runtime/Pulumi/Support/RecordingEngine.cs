using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pulumirpc;

namespace Pulumi.Tests.Support;

/// <summary>A real gRPC engine and resource monitor that keeps what it is told, and answers as a test wants it.</summary>
internal sealed class RecordingEngine : IAsyncDisposable
{
    private readonly WebApplication app;

    private RecordingEngine(WebApplication app) => this.app = app;

    public ConcurrentQueue<IMessage> Calls { get; } = [];

    /// <summary>What the engine can do; the rest is answered with no.</summary>
    public HashSet<string> Features { get; init; } = ["secrets", "resourceReferences", "aliasSpecs", "deletedWith"];

    /// <summary>Answers a registration; by default with the inputs as outputs, and an id for a custom resource.</summary>
    public Func<RegisterResourceRequest, Task<RegisterResourceResponse>> OnRegister { get; set; }
        = request => Task.FromResult(Created(request, request.Object));

    /// <summary>Answers a function; by default with its arguments.</summary>
    public Func<ResourceInvokeRequest, ResourceInvokeResponse> OnInvoke { get; set; } = request => new() { Return = request.Args };

    public Func<LogRequest, Task> OnLog { get; set; } = _ => Task.CompletedTask;

    public Func<Task> OnShutdown { get; set; } = () => Task.CompletedTask;

    public string Address => new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Authority;

    public IReadOnlyList<string> Sequence => [.. Calls.Where(call => call is not LogRequest).Select(Describe)];

    /// <summary>What people are told; debug messages are not.</summary>
    public IReadOnlyList<LogRequest> Logs => [.. Calls.OfType<LogRequest>().Where(log => log.Severity != LogSeverity.Debug)];

    public IReadOnlyList<RegisterResourceRequest> Registrations => [.. Calls.OfType<RegisterResourceRequest>()];

    public static async Task<RecordingEngine> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        RecordingEngine engine = null!;
        builder.Services.AddSingleton(_ => engine);
        var app = builder.Build();
        app.MapGrpcService<MonitorService>();
        app.MapGrpcService<EngineService>();
        engine = new RecordingEngine(app);
        await app.StartAsync();
        return engine;
    }

    public static RegisterResourceResponse Created(RegisterResourceRequest request, Struct outputs) => new()
    {
        Urn = UrnOf(request.Parent, request.Type, request.Name),
        Id = request.Custom ? $"{request.Name}-id" : "",
        Object = outputs,
    };

    public static string UrnOf(string parent, string type, string name)
    {
        var parentType = parent.Length == 0 ? "" : parent.Split("::")[2];
        return $"urn:pulumi:dev::vectors::{(parentType is "" or "pulumi:pulumi:Stack" ? "" : parentType + "$")}{type}::{name}";
    }

    public RegisterResourceRequest Registration(string name) => Registrations.Single(request => request.Name == name);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static string Describe(IMessage call) => call switch
    {
        SupportsFeatureRequest feature => $"SupportsFeature {feature.Id}",
        RegisterResourceRequest resource => $"RegisterResource {resource.Type} {resource.Name}",
        ReadResourceRequest resource => $"ReadResource {resource.Type} {resource.Name}",
        RegisterResourceOutputsRequest outputs => $"RegisterResourceOutputs {outputs.Urn.Split("::")[^1]}",
        Empty => "SignalAndWaitForShutdown",
        _ => call.Descriptor.Name,
    };

    private sealed class MonitorService(RecordingEngine engine) : ResourceMonitor.ResourceMonitorBase
    {
        public override Task<SupportsFeatureResponse> SupportsFeature(SupportsFeatureRequest request, ServerCallContext context)
        {
            engine.Calls.Enqueue(request);
            return Task.FromResult(new SupportsFeatureResponse { HasSupport = engine.Features.Contains(request.Id) });
        }

        public override async Task<RegisterResourceResponse> RegisterResource(RegisterResourceRequest request, ServerCallContext context)
        {
            engine.Calls.Enqueue(request);
            return await engine.OnRegister(request);
        }

        public override Task<ReadResourceResponse> ReadResource(ReadResourceRequest request, ServerCallContext context)
        {
            engine.Calls.Enqueue(request);
            return Task.FromResult(new ReadResourceResponse { Urn = UrnOf(request.Parent, request.Type, request.Name), Properties = request.Properties });
        }

        public override Task<Empty> RegisterResourceOutputs(RegisterResourceOutputsRequest request, ServerCallContext context)
        {
            engine.Calls.Enqueue(request);
            return Task.FromResult(new Empty());
        }

        public override Task<ResourceInvokeResponse> Invoke(ResourceInvokeRequest request, ServerCallContext context)
        {
            engine.Calls.Enqueue(request);
            return Task.FromResult(engine.OnInvoke(request));
        }

        public override async Task<Empty> SignalAndWaitForShutdown(Empty request, ServerCallContext context)
        {
            engine.Calls.Enqueue(request);
            await engine.OnShutdown();
            return request;
        }
    }

    private sealed class EngineService(RecordingEngine engine) : Pulumirpc.Engine.EngineBase
    {
        public override async Task<Empty> Log(LogRequest request, ServerCallContext context)
        {
            engine.Calls.Enqueue(request);
            await engine.OnLog(request);
            return new Empty();
        }

        public override Task<RequirePulumiVersionResponse> RequirePulumiVersion(RequirePulumiVersionRequest request, ServerCallContext context)
        {
            engine.Calls.Enqueue(request);
            return request.PulumiVersionRange == ">=3.0.0"
                ? Task.FromResult(new RequirePulumiVersionResponse())
                : throw new RpcException(new Status(StatusCode.FailedPrecondition, $"3.274.1 is not in {request.PulumiVersionRange}"));
        }
    }
}
