using Pulumirpc;

namespace Pulumi;

internal sealed class GrpcEngine(string address) : IEngine
{
    private readonly Engine.EngineClient client = new(GrpcConnection.Open(address));

    public async Task LogAsync(LogRequest request) => await client.LogAsync(request);

    public async Task RequirePulumiVersionAsync(RequirePulumiVersionRequest request) => await client.RequirePulumiVersionAsync(request);
}
