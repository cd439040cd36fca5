using Pulumirpc;

namespace Pulumi;

/// <summary>What the program tells the engine apart from its resources: by gRPC, or to a test.</summary>
internal interface IEngine
{
    Task LogAsync(LogRequest request);

    Task RequirePulumiVersionAsync(RequirePulumiVersionRequest request);
}
