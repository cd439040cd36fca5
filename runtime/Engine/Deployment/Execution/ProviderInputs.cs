using Pulumi.Engine.Model;

namespace Pulumi.Engine.Deployment.Execution;

/// <summary>The inputs of provider resources: configuration, the version, and names that begin with two underscores.</summary>
internal static class ProviderInputs
{
    public const string Version = "version";

    /// <summary>Stands in the inputs of every provider of the official engine, and is nobody's configuration.</summary>
    private const string Internal = "__internal";

    /// <summary>What the provider itself is configured with.</summary>
    public static PropertyMap Configuration(PropertyMap inputs) =>
        new(inputs.Where(e => e.Key is not (Version or "pluginDownloadURL") && !IsInternal(e.Key)));

    /// <summary>New inputs with the inner entries of the old ones: they are no change.</summary>
    public static PropertyMap Check(PropertyMap olds, PropertyMap news) =>
        new(news.Where(e => !IsInternal(e.Key))
            .Concat(olds.Where(e => IsInternal(e.Key) && e.Key != Internal))
            .Append(KeyValuePair.Create<string, PropertyValue>(Internal, PropertyValue.EmptyObject)));

    /// <summary>What the state calls its outputs.</summary>
    public static PropertyMap Outputs(PropertyMap inputs) => inputs.Without(Internal);

    public static string VersionOf(PropertyMap inputs) =>
        inputs.TryGetValue(Version, out var value) && value is PropertyValue.StringValue text ? text.Value : "";

    private static bool IsInternal(string name) => name.StartsWith("__", StringComparison.Ordinal);
}
