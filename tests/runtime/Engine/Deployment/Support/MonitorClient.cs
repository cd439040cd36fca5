using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Pulumirpc;

namespace Pulumi.Engine.Tests.Deployment.Support;

/// <summary>The calls that SDKs make, over a real connection.</summary>
internal sealed class MonitorClient(string address) : IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress($"http://{address}");

    public Task<RegisterResourceResponse> RegisterResource(RegisterResourceRequest request) =>
        Call("ResourceMonitor", "RegisterResource", request, RegisterResourceResponse.Parser);

    public Task RegisterResourceOutputs(RegisterResourceOutputsRequest request) =>
        Call("ResourceMonitor", "RegisterResourceOutputs", request, Empty.Parser);

    public Task<SupportsFeatureResponse> SupportsFeature(string id) =>
        Call("ResourceMonitor", "SupportsFeature", new SupportsFeatureRequest { Id = id }, SupportsFeatureResponse.Parser);

    public Task<ResourceInvokeResponse> Invoke(string token) => Invoke(new ResourceInvokeRequest { Tok = token });

    public Task<ResourceInvokeResponse> Invoke(ResourceInvokeRequest request) =>
        Call("ResourceMonitor", "Invoke", request, ResourceInvokeResponse.Parser);

    public Task SignalAndWaitForShutdown() => Call("ResourceMonitor", "SignalAndWaitForShutdown", new Empty(), Empty.Parser);

    public Task Log(LogRequest request) => Call("Engine", "Log", request, Empty.Parser);

    public Task RequirePulumiVersion(string range) => Call(
        "Engine", "RequirePulumiVersion",
        new RequirePulumiVersionRequest { PulumiVersionRange = range }, RequirePulumiVersionResponse.Parser);

    public void Dispose() => _channel.Dispose();

    private async Task<TResponse> Call<TRequest, TResponse>(
        string service, string method, TRequest request, MessageParser<TResponse> parser)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var description = new Method<TRequest, TResponse>(
            MethodType.Unary, $"pulumirpc.{service}", method,
            Marshallers.Create<TRequest>(message => message.ToByteArray(), _ => throw new NotSupportedException()),
            Marshallers.Create<TResponse>(_ => throw new NotSupportedException(), parser.ParseFrom));
        return await _channel.CreateCallInvoker().AsyncUnaryCall(description, null, default, request);
    }
}
