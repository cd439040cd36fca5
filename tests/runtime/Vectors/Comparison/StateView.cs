using System.Text.Json.Nodes;

namespace Pulumi.Engine.Vectors.Tests.Comparison;

/// <summary>A state by resource: what the recorded changes are about.</summary>
internal sealed class StateView
{
    /// <summary>Keys of the official providers' frameworks (the tls provider's bridge, the Go provider library).</summary>
    internal static readonly string[] ProviderInternals = ["__pulumi_raw_state_delta", "__pulumi-go-provider-version"];

    private const string Deleting = " (delete: true)";

    /// <summary>Everything but the resources.</summary>
    public JsonObject Deployment { get; set; } = [];

    /// <summary>Type and name, with <c>(delete: true)</c> for an original that waits for its deletion.</summary>
    public Dictionary<string, JsonObject> Resources { get; } = [];

    public static StateView Parse(string state, StateSecrets secrets)
    {
        var view = new StateView();
        if (JsonNode.Parse(state)!["checkpoint"]!["latest"] is not JsonObject latest)
            return view;
        var salt = (string)latest["secrets_providers"]!["state"]!["salt"]!;
        var deployment = (JsonObject)secrets.Open(latest, salt)!;
        deployment["manifest"]!.AsObject().Remove("time");
        foreach (var resource in deployment["resources"]?.AsArray() ?? [])
        {
            var copy = (JsonObject)resource!.DeepClone();
            copy.Remove("stackTrace");
            SortLists(copy);
            view.Resources[KeyOf(copy)] = copy;
        }
        deployment.Remove("resources");
        foreach (var operation in deployment["pending_operations"]?.AsArray() ?? [])
            operation!["resource"]!.AsObject().Remove("stackTrace");
        view.Deployment = deployment;
        return view;
    }

    public static string KeyOf(JsonObject resource)
    {
        var urn = (string)resource["urn"]!;
        return string.Join("::", urn.Split("::")[2..]) + ((bool?)resource["delete"] == true ? Deleting : "");
    }

    private static void SortLists(JsonObject resource)
    {
        if (resource["dependencies"] is JsonArray dependencies)
            resource["dependencies"] = Sorted(dependencies);
        if (resource["propertyDependencies"] is JsonObject properties)
        {
            foreach (var (name, urns) in properties.ToList())
                properties[name] = Sorted(urns!.AsArray());
        }
    }

    private static JsonArray Sorted(JsonArray urns) =>
        new([.. urns.Select(urn => (string)urn!).Order(StringComparer.Ordinal).Select(urn => (JsonNode)urn)]);
}
