using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pulumi.Engine.Vectors.Tests.Comparison;

/// <summary>
/// Replaces each generated value of a state (id, time, key, certificate) by the step in which it first appeared. So two lives are equal
/// when they made new values in the same places at the same steps, and kept them otherwise.
/// </summary>
internal sealed partial class Tokens
{
    private readonly Dictionary<string, string> _firstSeen = [];
    private string _step = "";

    public void Begin(string step) => _step = step;

    /// <summary>Knows from now on what the other one has seen.</summary>
    public void Learn(Tokens other)
    {
        foreach (var (value, step) in other._firstSeen)
            _firstSeen.TryAdd(value, step);
    }

    public JsonNode? Replace(JsonNode? node) => node switch
    {
        JsonObject o => ReplaceObject(o),
        JsonArray a => new JsonArray([.. a.Select(Replace)]),
        JsonValue v when v.TryGetValue<string>(out var text) => JsonValue.Create(Replace(text)),
        _ => node?.DeepClone(),
    };

    private JsonObject ReplaceObject(JsonObject o) => new(o.Select(property => KeyValuePair.Create(
        property.Key,
        property.Key == StateSecrets.Key ? JsonValue.Create(ReplaceSecret((string)property.Value!)) : Replace(property.Value))));

    private string Replace(string text) => Size().IsMatch(text) ? "SIZE" : Generated().Replace(text, match => Token(match.Value));

    /// <summary>Short secrets are told as they are; long ones are keys, of which the recording has only a digest.</summary>
    private string ReplaceSecret(string text) => StateSecrets.IsDigest(text) ? Token(text) : text;

    private string Token(string value)
    {
        if (!_firstSeen.TryGetValue(value, out var step))
            _firstSeen[value] = step = _step;
        return $"<{Kind(value)} of {step}>";
    }

    private static string Kind(string value) =>
        value.StartsWith("-----BEGIN", StringComparison.Ordinal) ? value[11..value.IndexOf("-----", 11, StringComparison.Ordinal)].ToLowerInvariant()
        : StateSecrets.IsDigest(value) ? "secret"
        : value.Contains('T') && value.EndsWith('Z') ? "time"
        : "id";

    /// <summary>What the recorded command prints: see <see cref="Texts"/>.</summary>
    [GeneratedRegex(@"^8[78]\d$")]
    private static partial Regex Size();

    [GeneratedRegex(
        @"-----BEGIN [A-Z ]+-----.*?-----END [A-Z ]+-----\n?"
        + @"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"
        + "|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
        + @"|\b[0-9a-f]{40}\b|\b[0-9a-f]{64}\b|(?<![\w.])\d{28,40}(?![\w.])"
        + @"|(?<=^[a-z][\w-]*?)[0-9a-f]{8}$"
        + "|(?:[0-9a-f]{2}:){15,31}[0-9a-f]{2}|SHA256:[A-Za-z0-9+/]{43}|ecdsa-sha2-nistp256 [A-Za-z0-9+/=]+",
        RegexOptions.Singleline)]
    private static partial Regex Generated();
}
