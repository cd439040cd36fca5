using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A provider configured by the program, to be used by other resources through their options.</summary>
public class ProviderResource : CustomResource
{
    public ProviderResource(string package, string name, ResourceArgs args, CustomResourceOptions? options = null)
        : base($"pulumi:providers:{package}", name, args, options) => Package = package;

    internal string Package { get; }

    /// <summary>How the protocol refers to it: <c>URN::id</c>.</summary>
    internal async Task<string> GetReferenceAsync()
    {
        var urn = await Urn.GetValueAsync(whenUnknown: "");
        var id = await Id.GetValueAsync(whenUnknown: Signatures.Unknown);
        return $"{urn}::{id}";
    }
}
