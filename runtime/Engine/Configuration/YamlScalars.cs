using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pulumi.Engine.Configuration;

/// <summary>How a text is written so that YAML reads it back as that very text, and what an unquoted one means.</summary>
internal static partial class YamlScalars
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>On one line: plain where that is safe, else in double quotes.</summary>
    public static string Inline(string text, bool inFlow) =>
        IsPlain(text, inFlow) ? text : JsonSerializer.Serialize(text, Relaxed);

    /// <summary>A text of several lines that can stand as a literal block; others need quotes.</summary>
    public static bool FitsLiteralBlock(string text) =>
        text.Contains('\n') && text[0] is not (' ' or '\t' or '\n')
        && !text.Any(c => char.IsControl(c) && c != '\n' && c != '\t')
        && !text.Split('\n').Any(line => line.EndsWith(' '))
        && text.Trim('\n').Length > 0;

    /// <summary>The literal block's header by what stands at the end of the text.</summary>
    public static string LiteralHeader(string text) =>
        !text.EndsWith('\n') ? "|-" : text.EndsWith("\n\n", StringComparison.Ordinal) ? "|+" : "|";

    /// <summary>Null, true, false, numbers: what an unquoted scalar means in YAML's core schema; null when it is a text.</summary>
    public static string? ResolveToJson(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => "null",
        "true" or "True" or "TRUE" => "true",
        "false" or "False" or "FALSE" => "false",
        _ when JsonNumber().IsMatch(text) => text,
        _ when OtherNumber().IsMatch(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
            number.ToString("R", CultureInfo.InvariantCulture),
        _ => null,
    };

    private static bool IsPlain(string text, bool inFlow) =>
        PlainText().IsMatch(text)
        && ResolveToJson(text) is null
        && !MeansSomethingElse().IsMatch(text)
        && !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal)
        && !text.EndsWith(':') && !text.EndsWith(' ')
        && !(inFlow && (text.Contains(',') || text.Contains(':')));

    [GeneratedRegex(@"^[A-Za-z0-9_/.(+][A-Za-z0-9_ ./+@=,;()$^~<>*&!?%:#'-]*\z")]
    private static partial Regex PlainText();

    /// <summary>Words that older YAML readers take for booleans, and what looks like a number or a date.</summary>
    [GeneratedRegex(@"^([yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|[+.]?[0-9][0-9_.,:eExXob+-]*|0[xo][0-9a-fA-F_]+|\.(inf|Inf|INF|nan|NaN|NAN)|\d{4}-\d\d?-\d\d?.*)\z")]
    private static partial Regex MeansSomethingElse();

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z")]
    private static partial Regex JsonNumber();

    [GeneratedRegex(@"^[+-]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][+-]?[0-9]+)?\z")]
    private static partial Regex OtherNumber();
}
