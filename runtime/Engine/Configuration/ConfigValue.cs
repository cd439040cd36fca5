using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Pulumi.Engine.Configuration;

/// <summary>A configuration value as it stands in Pulumi.&lt;stack&gt;.yaml: a text, an encrypted text, or an object or list with either inside.</summary>
public sealed class ConfigValue(YamlNode node)
{
    private const string SecureKey = "secure";
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether it is or holds an encrypted text.</summary>
    public bool IsSecret => HasSecure(node);

    /// <summary>Whether it is an object or a list.</summary>
    public bool IsObject => node is YamlMappingNode or YamlSequenceNode && Ciphertext(node) is null;

    /// <summary>As the program gets it: the text, or JSON with sorted keys.</summary>
    /// <param name="reveal">Gives the text for a ciphertext.</param>
    public string ToText(Func<string, string> reveal) => node switch
    {
        _ when Ciphertext(node) is { } sealedText => reveal(sealedText),
        YamlScalarNode scalar => scalar.IsNull() ? "" : scalar.Value!,
        _ => JsonSerializer.Serialize(ToJson(node, reveal), Relaxed),
    };

    /// <summary>The object or list as JSON.</summary>
    public JsonNode? ToJson(Func<string, string> reveal) => ToJson(node, reveal);

    /// <summary>As history records it: encrypted texts stay encrypted, under their key <c>secure</c>.</summary>
    public JsonNode? ToSealedJson() => Ciphertext(node) is { } sealedText
        ? new JsonObject { [SecureKey] = sealedText }
        : node is YamlScalarNode ? JsonValue.Create(ToText(_ => "")) : ToSealedJson(node);

    /// <summary>The part at a path; null when there is none.</summary>
    internal ConfigValue? At(IEnumerable<PathSegment> path)
    {
        YamlNode? at = node;
        foreach (var segment in path)
        {
            at = (at, segment) switch
            {
                (YamlMappingNode mapping, { Name: { } name }) => mapping.Child(name),
                (YamlSequenceNode list, { Name: null }) when segment.Index < list.Children.Count => list.Children[segment.Index],
                _ => null,
            };
        }
        return at is null ? null : new(at);
    }

    private static string? Ciphertext(YamlNode node) =>
        node is YamlMappingNode { Children.Count: 1 } mapping ? mapping.Text(SecureKey) : null;

    private static bool HasSecure(YamlNode node) => Ciphertext(node) is not null || node switch
    {
        YamlMappingNode mapping => mapping.Children.Values.Any(HasSecure),
        YamlSequenceNode list => list.Children.Any(HasSecure),
        _ => false,
    };

    private static JsonNode? ToSealedJson(YamlNode node) => node switch
    {
        YamlMappingNode mapping => Object(mapping, ToSealedJson),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToSealedJson)]),
        _ => Scalar((YamlScalarNode)node),
    };

    private static JsonNode? ToJson(YamlNode node, Func<string, string> reveal) => node switch
    {
        _ when Ciphertext(node) is { } sealedText => JsonValue.Create(reveal(sealedText)),
        YamlMappingNode mapping => Object(mapping, child => ToJson(child, reveal)),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(child => ToJson(child, reveal))]),
        _ => Scalar((YamlScalarNode)node),
    };

    private static JsonObject Object(YamlMappingNode mapping, Func<YamlNode, JsonNode?> convert) => new(
        mapping.Children
            .Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value!, convert(c.Value)))
            .OrderBy(p => p.Key, StringComparer.Ordinal));

    private static JsonNode? Scalar(YamlScalarNode scalar) =>
        scalar.Style == ScalarStyle.Plain && YamlScalars.ResolveToJson(scalar.Value ?? "") is { } json
            ? JsonNode.Parse(Encoding.UTF8.GetBytes(json))
            : JsonValue.Create(scalar.Value);
}
