using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Pulumi.Engine.Display;

namespace Pulumi.Engine.Commands.Stacks;

/// <summary>One record of the history, in the two forms in which it is shown.</summary>
internal static class HistoryRecord
{
    private const string SecureKey = "secure";

    /// <param name="reveal">Decrypts a configuration value; null leaves secrets out.</param>
    public static JsonObject ToJson(JsonObject record, Func<string, string>? reveal)
    {
        var json = new JsonObject
        {
            ["version"] = Number(record, "version"),
            ["kind"] = Text(record, "kind"),
            ["startTime"] = Iso(Time(record, "startTime")),
            ["message"] = Text(record, "message"),
            ["environment"] = record["environment"]?.DeepClone() ?? new JsonObject(),
            ["config"] = new JsonObject((record["config"] as JsonObject ?? []).Select(c => KeyValuePair.Create<string, JsonNode?>(c.Key, Value(c.Value, reveal)))),
            ["result"] = Text(record, "result"),
            ["endTime"] = Iso(Time(record, "endTime")),
            ["resourceChanges"] = record["resourceChanges"]?.DeepClone() ?? new JsonObject(),
        };
        return json;
    }

    public static void WriteText(StringBuilder text, JsonObject record, DateTimeOffset now, bool fullDates, Style style)
    {
        var (start, end, result) = (Time(record, "startTime"), Time(record, "endTime"), Text(record, "result"));
        var changes = record["resourceChanges"] as JsonObject ?? [];
        var status = $"Status: {result}";
        text.Append($"Version: {Number(record, "version")}\n")
            .Append($"UpdateKind: {Text(record, "kind")}\n")
            .Append(result == "succeeded" ? style.Create(status) : style.Delete(status)).Append('\n')
            .Append($"Message: {Text(record, "message")}\n")
            .Append($"+{Count("create")}-{Count("delete")}~{Count("update")} {Count("same")} ")
            .Append(CultureInfo.InvariantCulture, $"Updated {(fullDates ? $"{start:yyyy-MM-dd HH:mm:ss} +0000 UTC" : RelativeTime.Describe(now - start))} ")
            .Append($"took {Durations.Running(end - start)}\n");
        foreach (var (key, value) in (record["environment"] as JsonObject ?? []).OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            if (!string.IsNullOrWhiteSpace(value?.GetValue<string>()))
                text.Append($"    {key}: {value}\n");
        }
        text.Append('\n');

        long Count(string change) => Number(changes, change);
    }

    private static JsonNode Value(JsonNode? value, Func<string, string>? reveal)
    {
        var isSecret = HasSecure(value);
        var shown = new JsonObject();
        if (!isSecret || reveal is not null)
        {
            var plain = Revealed(value, reveal);
            shown["value"] = plain is JsonObject or JsonArray ? plain.ToJsonString(Backend.State.JsonTexts.Compact) : plain?.ToString() ?? "";
            if (plain is JsonObject or JsonArray)
                shown["objectValue"] = plain;
        }
        shown["secret"] = isSecret;
        return shown;
    }

    private static bool HasSecure(JsonNode? value) => value switch
    {
        JsonObject o => o.ContainsKey(SecureKey) && o.Count == 1 || o.Any(e => HasSecure(e.Value)),
        JsonArray a => a.Any(HasSecure),
        _ => false,
    };

    private static JsonNode? Revealed(JsonNode? value, Func<string, string>? reveal) => value switch
    {
        JsonObject { Count: 1 } o when reveal is not null && o[SecureKey] is JsonValue ciphertext => reveal(ciphertext.GetValue<string>()),
        JsonObject o => new JsonObject(o.Select(e => KeyValuePair.Create(e.Key, Revealed(e.Value, reveal)))),
        JsonArray a => new JsonArray([.. a.Select(e => Revealed(e, reveal))]),
        _ => value?.DeepClone(),
    };

    private static string Text(JsonObject json, string key) => json[key]?.GetValue<string>() ?? "";

    private static long Number(JsonObject json, string key) => json[key]?.GetValue<long>() ?? 0;

    private static DateTimeOffset Time(JsonObject json, string key) => DateTimeOffset.FromUnixTimeSeconds(Number(json, key));

    private static string Iso(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
