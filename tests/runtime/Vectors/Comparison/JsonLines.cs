using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pulumi.Engine.Vectors.Tests.Comparison;

/// <summary>JSON with a line for each value, as the recorded changes count lines.</summary>
internal static class JsonLines
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static List<string> Of(JsonNode? node)
    {
        var lines = new List<string>();
        Write(node, "", "", "", lines);
        return lines;
    }

    private static void Write(JsonNode? node, string indent, string prefix, string suffix, List<string> lines)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } o:
                Write(o.Select(p => (Name: $"{JsonSerializer.Serialize(p.Key, Relaxed)}: ", p.Value)).ToList(), '{', '}', indent, prefix, suffix, lines);
                break;
            case JsonArray { Count: > 0 } a:
                Write(a.Select(e => (Name: "", Value: e)).ToList(), '[', ']', indent, prefix, suffix, lines);
                break;
            default:
                lines.Add(indent + prefix + (node?.ToJsonString(Relaxed) ?? "null") + suffix);
                break;
        }
    }

    private static void Write(
        List<(string Name, JsonNode? Value)> children, char open, char close, string indent, string prefix, string suffix, List<string> lines)
    {
        lines.Add(indent + prefix + open);
        for (var i = 0; i < children.Count; i++)
            Write(children[i].Value, indent + " ", children[i].Name, i + 1 < children.Count ? "," : "", lines);
        lines.Add(indent + close + suffix);
    }
}
