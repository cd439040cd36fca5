using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace Pulumi;

internal sealed class GrpcMonitor(string address) : IMonitor
{
    private readonly ResourceMonitor.ResourceMonitorClient client = new(GrpcConnection.Open(address));

    public async Task<bool> SupportsFeatureAsync(string feature)
        => (await client.SupportsFeatureAsync(new SupportsFeatureRequest { Id = feature })).HasSupport;

    public async Task<RegisterResourceResponse> RegisterResourceAsync(Resource resource, RegisterResourceRequest request)
        => await client.RegisterResourceAsync(request);

    public async Task<ReadResourceResponse> ReadResourceAsync(Resource resource, ReadResourceRequest request)
        => await client.ReadResourceAsync(request);

    public async Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request) => await client.InvokeAsync(request);

    public async Task RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request)
        => await client.RegisterResourceOutputsAsync(request);

    public async Task SignalAndWaitForShutdownAsync()
    {
        try
        {
            await client.SignalAndWaitForShutdownAsync(new Empty());
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unimplemented)
        {
            // An engine from before this call: it deletes when the program's process has ended.
        }
    }
}
