using System.Text.Json.Nodes;

namespace Pulumi.Engine.Vectors.Tests.Comparison;

/// <summary>Outputs of <c>--json</c>: a document, or a stream of events with one on each line.</summary>
internal static class JsonOutput
{
    private static readonly string[] Volatile =
    [
        "sequence", "timestamp", "duration", "durationSeconds", "startTime", "endTime", "lastUpdate", "time", "stackTrace",
        .. StateView.ProviderInternals,
    ];

    /// <returns>Null when there is no difference.</returns>
    public static string? Difference(string recorded, string ours)
    {
        var differences = new List<string>();
        try
        {
            if (recorded.TrimStart().StartsWith("{\"sequence\"", StringComparison.Ordinal))
                CompareStreams(recorded, ours, differences);
            else
                JsonComparison.Compare(Comparable(JsonNode.Parse(recorded)), Comparable(JsonNode.Parse(ours)), "$", differences);
        }
        catch (System.Text.Json.JsonException e)
        {
            return $"no JSON ({e.Message}): {ours}";
        }
        return differences.Count == 0 ? null : string.Join('\n', differences);
    }

    /// <summary>The recording left debug messages and events of unchanged resources out.</summary>
    private static void CompareStreams(string recorded, string ours, List<string> differences)
    {
        var left = Events(recorded);
        var right = Events(ours);
        foreach (var key in left.Keys.Union(right.Keys).Order(StringComparer.Ordinal))
        {
            var (a, b) = (left.GetValueOrDefault(key), right.GetValueOrDefault(key));
            if (a is null && key.Contains(" same ", StringComparison.Ordinal))
                continue;
            if (a is null || b is null || a.Count != b.Count)
                differences.Add($"{key}: recorded {a?.Count ?? 0} times, ours {b?.Count ?? 0} times");
            for (var i = 0; i < Math.Min(a?.Count ?? 0, b?.Count ?? 0); i++)
                JsonComparison.Compare(a![i], b![i], key, differences);
        }
    }

    private static Dictionary<string, List<JsonNode>> Events(string stream) => stream.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => Comparable(JsonNode.Parse(line))!)
        .Where(e => (string?)e["diagnosticEvent"]?["severity"] != "debug")
        .GroupBy(EventKey)
        .ToDictionary(group => group.Key, group => group.ToList());

    private static string EventKey(JsonNode e)
    {
        var (name, body) = e.AsObject().First();
        return $"{name} {(string?)body?["metadata"]?["op"]} {(string?)body?["metadata"]?["urn"] ?? (string?)body?["urn"]} {(string?)body?["severity"]}";
    }

    private static JsonNode? Comparable(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.Where(p => !Volatile.Contains(p.Key))
            .Select(p => KeyValuePair.Create(Texts.Normalize(p.Key), Property(p.Key, p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Comparable)]),
        JsonValue v when v.TryGetValue<string>(out var text) => Texts.Normalize(text),
        _ => node?.DeepClone(),
    };

    private static JsonNode? Property(string name, JsonNode? value) => (name, value) switch
    {
        ("steps" or "resources", JsonArray steps) => Sorted(steps, step => (string?)step?["urn"] + (string?)step?["op"]),
        ("dependencies", JsonArray urns) => Sorted(urns, urn => (string?)urn),
        ("propertyDependencies", JsonObject properties) => new JsonObject(properties.Select(p => KeyValuePair.Create(p.Key, Property("dependencies", p.Value)))),
        ("id", _) => Id(value),
        ("sourcePosition", JsonValue position) => Texts.InProject((string)position!),
        _ => Comparable(value),
    };

    private static JsonNode? Id(JsonNode? value) => (string?)value is { Length: > 0 } id ? Texts.Normalize($"[id={id}") : value?.DeepClone();

    private static JsonArray Sorted(JsonArray elements, Func<JsonNode?, string?> key) =>
        new([.. elements.Select(Comparable).OrderBy(key, StringComparer.Ordinal)]);
}
