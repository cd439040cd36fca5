using System.Globalization;
using Pulumi;
using Pulumi.Utilities;

namespace EncryptionInTransit.Infra.Renewing;

/// <summary>The certificates that the stack had when this run began.</summary>
/// <param name="ends">By the resource's name, when each ends.</param>
internal sealed class IssuedBefore(IReadOnlyDictionary<string, DateTimeOffset> ends)
{
    /// <summary>Asks the engine, which knows it in previews as well.</summary>
    public static async Task<IssuedBefore> ReadAsync()
    {
        var stack = Deployment.Instance;
        var told = await OutputUtilities.GetValueAsync(stack.Invoke<StackResources>(
            StackResources.Function, new StackResourcesArgs { StackName = $"{stack.OrganizationName}/{stack.ProjectName}/{stack.StackName}" }));
        return new(told.Outputs
            .Where(resource => resource.Value.Type.StartsWith("tls:", StringComparison.Ordinal))
            .Select(resource => (Name: resource.Key.Split("::")[^1], End: End(resource.Value)))
            .Where(certificate => certificate.End is not null)
            .ToDictionary(certificate => certificate.Name, certificate => certificate.End!.Value));
    }

    /// <summary>Null for one that there was not.</summary>
    public DateTimeOffset? EndOf(string resource) => ends.TryGetValue(resource, out var end) ? end : null;

    /// <summary>The node's CAs, ascending.</summary>
    public IReadOnlyList<int> CaGenerationsOf(string node) =>
        [.. ends.Keys.Select(resource => CertificateResourceNames.CaGeneration(node, resource)).OfType<int>().Order()];

    private static DateTimeOffset? End(StackResource resource) =>
        resource.Outputs.GetValueOrDefault("validityEndTime") is string text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end)
            ? end
            : null;
}
