using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Pulumi.Engine.Configuration;

/// <summary>Parsing of the project's YAML files.</summary>
internal static class YamlText
{
    /// <returns>The mapping at the top; an empty one for a text without content.</returns>
    /// <exception cref="ConfigurationException">Not YAML, or not a mapping; the message names the line.</exception>
    public static YamlMappingNode Parse(string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new ConfigurationException($"invalid YAML file: yaml: line {e.Start.Line}: {Reason(e)}", e);
        }
        if (stream.Documents.Count == 0)
            return new YamlMappingNode();
        return stream.Documents[0].RootNode switch
        {
            YamlMappingNode mapping => mapping,
            YamlScalarNode { Value: null or "" } => new YamlMappingNode(),
            var other => throw new ConfigurationException($"invalid YAML file: yaml: line {other.Start.Line}: a mapping is expected"),
        };
    }

    public static YamlNode? Child(this YamlMappingNode mapping, string key) =>
        mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    public static string? Text(this YamlMappingNode mapping, string key) => (mapping.Child(key) as YamlScalarNode)?.Value;

    public static bool IsNull(this YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" };

    private static string Reason(YamlException e)
    {
        var inner = e.InnerException?.Message ?? e.Message;
        var colon = inner.StartsWith('(') ? inner.IndexOf("): ", StringComparison.Ordinal) : -1;
        return colon < 0 ? inner : inner[(colon + 3)..];
    }
}
