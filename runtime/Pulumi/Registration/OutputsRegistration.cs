using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi;

/// <summary>Registers the outputs of a component or stack, once they and its URN are known.</summary>
internal static class OutputsRegistration
{
    public static async Task RunAsync(DeploymentContext context, ComponentResource component, Output<IDictionary<string, object?>> outputs)
    {
        var urn = await component.Urn.GetValueAsync(whenUnknown: "");
        var values = await outputs.GetValueAsync(whenUnknown: new Dictionary<string, object?>());
        var properties = await SerializedProperties.SerializeAsync(context, $"{component.GetResourceType()} '{component.GetResourceName()}' outputs", values);
        await context.Monitor.RegisterResourceOutputsAsync(new RegisterResourceOutputsRequest { Urn = urn, Outputs = properties.Values });
    }
}
