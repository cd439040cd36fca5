using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pulumi.Engine.Backend.State;

/// <summary>What is wrong with a JSON text, in the words of the Pulumi CLI where it has its own.</summary>
internal static class JsonTexts
{
    public static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Describe(JsonException e) =>
        IsCut(e) ? "unexpected end of JSON input" : $"invalid JSON in line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}";

    /// <summary>Whether a document could not be read because of what it holds: no JSON, or other values than expected.</summary>
    public static bool IsMalformed(Exception e) =>
        e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException;

    public static bool IsCut(JsonException e) =>
        e.Message.Contains("end of data", StringComparison.Ordinal) || e.Message.Contains("is an open JSON", StringComparison.Ordinal)
        || e.Message.Contains("does not contain any JSON tokens", StringComparison.Ordinal);
}
