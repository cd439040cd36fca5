using Pulumi;
using Pulumi.Utilities;

namespace EncryptionInTransit;

/// <summary>What a resource says of itself.</summary>
internal static class ResourceOutputs
{
    /// <summary>
    /// Not known where the resource has no such output: <c>--target</c> leaves a new resource for later, and Pulumi then
    /// resolves its outputs to null. Nothing can be computed from that, no more than from a step that failed.
    /// </summary>
    public static Output<T> OrUnknown<T>(this Output<T> output)
        where T : class? =>
        output.Apply(value => value is null ? OutputUtilities.CreateUnknown(value) : Output.Create(value));
}
