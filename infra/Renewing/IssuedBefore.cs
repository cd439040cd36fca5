using System.Globalization;
using Pulumi;
using Pulumi.Utilities;

namespace EncryptionInTransit.Infra.Renewing;

/// <summary>What the stack had when this run began, above all its certificates and what its nodes were asked for.</summary>
/// <param name="resources">The names of all resources.</param>
/// <param name="ends">Of those that are certificates, when each ends.</param>
/// <param name="requests">Of those that are commands on nodes, what each sent.</param>
internal sealed class IssuedBefore(
    IReadOnlySet<string> resources, IReadOnlyDictionary<string, DateTimeOffset> ends, IReadOnlyDictionary<string, string>? requests = null)
{
    public IReadOnlySet<string> Resources => resources;

    /// <summary>Asks the engine, which knows it in previews as well.</summary>
    public static async Task<IssuedBefore> ReadAsync()
    {
        var stack = Deployment.Instance;
        var told = await OutputUtilities.GetValueAsync(stack.Invoke<StackResources>(
            StackResources.Function, new StackResourcesArgs { StackName = $"{stack.OrganizationName}/{stack.ProjectName}/{stack.StackName}" }));
        return new(told.Outputs.Keys.Select(NameIn).ToHashSet(), told.Outputs
            .Where(resource => resource.Value.Type.StartsWith("tls:", StringComparison.Ordinal))
            .Select(resource => (Name: NameIn(resource.Key), End: End(resource.Value)))
            .Where(certificate => certificate.End is not null)
            .ToDictionary(certificate => certificate.Name, certificate => certificate.End!.Value), told.Outputs
            .Where(resource => resource.Value.Type == "command:remote:Command" && resource.Value.Outputs.GetValueOrDefault("stdin") is string)
            .ToDictionary(resource => NameIn(resource.Key), resource => (string)resource.Value.Outputs["stdin"]));
    }

    /// <summary>What the node is called in the state: the name of before, until the run that renames it.</summary>
    public string NameOf(string node, NodeHistory history) =>
        history.Formerly is { } formerly && !resources.Contains(node) && resources.Contains(formerly) ? formerly : node;

    /// <summary>Null for one that there was not.</summary>
    public DateTimeOffset? EndOf(string resource) => ends.TryGetValue(resource, out var end) ? end : null;

    /// <summary>What this command sent to its node; null if there was none.</summary>
    public string? RequestOf(string command) => requests?.GetValueOrDefault(command);

    /// <summary>The node's CAs, ascending.</summary>
    public IReadOnlyList<int> CaGenerationsOf(string node) =>
        [.. ends.Keys.Select(resource => CertificateResourceNames.CaGeneration(node, resource)).OfType<int>().Order()];

    private static string NameIn(string urn) => urn.Split("::")[^1];

    private static DateTimeOffset? End(StackResource resource) =>
        resource.Outputs.GetValueOrDefault("validityEndTime") is string text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end)
            ? end
            : null;
}
