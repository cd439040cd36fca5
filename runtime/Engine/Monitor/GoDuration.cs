using System.Globalization;
using System.Text.RegularExpressions;

namespace Pulumi.Engine.Monitor;

/// <summary>Durations as Go writes them: <c>5m</c>, <c>1h30m</c>, <c>300000000000ns</c>.</summary>
internal static partial class GoDuration
{
    private static readonly Dictionary<string, double> Seconds = new()
    {
        ["ns"] = 1e-9,
        ["us"] = 1e-6,
        ["µs"] = 1e-6,
        ["ms"] = 1e-3,
        ["s"] = 1,
        ["m"] = 60,
        ["h"] = 3600,
    };

    /// <param name="text">Empty means zero.</param>
    /// <exception cref="FormatException">It is no such duration.</exception>
    public static TimeSpan Parse(string text)
    {
        if (text is "" or "0")
            return TimeSpan.Zero;
        var parts = Part().Matches(text);
        if (parts.Count == 0 || parts.Sum(part => part.Length) != text.Length)
            throw new FormatException($"'{text}' is not a duration: write for example 90s, 5m or 1h30m");
        return TimeSpan.FromSeconds(parts.Sum(part =>
            double.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture) * Seconds[part.Groups[2].Value]));
    }

    [GeneratedRegex(@"([0-9]+(?:\.[0-9]+)?)(ns|us|µs|ms|s|m|h)")]
    private static partial Regex Part();
}
