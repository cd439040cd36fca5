using Pulumirpc;

namespace Pulumi;

/// <summary>What the program asks of the engine's resource monitor: by gRPC, or of a test.</summary>
internal interface IMonitor
{
    Task<bool> SupportsFeatureAsync(string feature);

    Task<RegisterResourceResponse> RegisterResourceAsync(Resource resource, RegisterResourceRequest request);

    Task<ReadResourceResponse> ReadResourceAsync(Resource resource, ReadResourceRequest request);

    Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request);

    Task RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request);

    Task SignalAndWaitForShutdownAsync();
}
