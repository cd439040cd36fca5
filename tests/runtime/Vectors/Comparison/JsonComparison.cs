using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pulumi.Engine.Vectors.Tests.Comparison;

/// <summary>Two JSON values that should be one, the order of keys included.</summary>
internal static class JsonComparison
{
    private const int ValueLimit = 160;

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Compare(JsonNode? recorded, JsonNode? ours, string path, List<string> differences)
    {
        switch (recorded, ours)
        {
            case (JsonObject left, JsonObject right):
                CompareObjects(left, right, path, differences);
                break;
            case (JsonArray left, JsonArray right) when left.Count == right.Count:
                for (var i = 0; i < left.Count; i++)
                    Compare(left[i], right[i], $"{path}[{i}]", differences);
                break;
            default:
                if (!JsonNode.DeepEquals(recorded, ours))
                    differences.Add($"{path}: recorded {Shown(recorded)}, ours {Shown(ours)}");
                break;
        }
    }

    private static void CompareObjects(JsonObject recorded, JsonObject ours, string path, List<string> differences)
    {
        foreach (var name in recorded.Select(p => p.Key).Where(name => !ours.ContainsKey(name)))
            differences.Add($"{path}.{name}: missing; recorded {Shown(recorded[name])}");
        foreach (var name in ours.Select(p => p.Key).Where(name => !recorded.ContainsKey(name)))
            differences.Add($"{path}.{name}: too much; ours {Shown(ours[name])}");
        var both = recorded.Select(p => p.Key).Where(ours.ContainsKey).ToList();
        if (!both.SequenceEqual(ours.Select(p => p.Key).Where(recorded.ContainsKey)))
            differences.Add($"{path}: the order of keys is {string.Join(", ", ours.Select(p => p.Key))}; recorded {string.Join(", ", recorded.Select(p => p.Key))}");
        foreach (var name in both)
            Compare(recorded[name], ours[name], $"{path}.{name}", differences);
    }

    private static string Shown(JsonNode? value)
    {
        var text = value?.ToJsonString(Relaxed) ?? "null";
        return text.Length <= ValueLimit ? text : text[..ValueLimit] + "…";
    }
}
