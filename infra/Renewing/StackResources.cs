using System.Collections.Immutable;
using Pulumi;

namespace EncryptionInTransit.Infra.Renewing;

/// <summary>What the engine's function <c>pulumi:pulumi:readStackResourceOutputs</c> tells: the resources in a stack's state, by URN.</summary>
[OutputType]
internal sealed class StackResources
{
    public const string Function = "pulumi:pulumi:readStackResourceOutputs";

    public readonly ImmutableDictionary<string, StackResource> Outputs;

    [OutputConstructor]
    public StackResources(ImmutableDictionary<string, StackResource> outputs) => Outputs = outputs;
}

/// <summary>A resource in the state.</summary>
[OutputType]
internal sealed class StackResource
{
    public readonly string Type;

    public readonly ImmutableDictionary<string, object> Outputs;

    [OutputConstructor]
    public StackResource(string type, ImmutableDictionary<string, object> outputs)
    {
        Type = type;
        Outputs = outputs;
    }
}

/// <summary>The function's argument.</summary>
internal sealed class StackResourcesArgs : InvokeArgs
{
    [Input("stackName", required: true)]
    public Input<string> StackName { get; init; } = "";
}
