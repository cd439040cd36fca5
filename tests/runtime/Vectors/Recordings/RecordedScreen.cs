using System.Text.RegularExpressions;

namespace Pulumi.Engine.Vectors.Tests.Recordings;

/// <summary>What a person saw at the end of a step.</summary>
internal static partial class RecordedScreen
{
    /// <returns>The last frame, without colours.</returns>
    public static string Last(string scenario, string step)
    {
        var folder = Path.Join(RecordingFolder.Require(), scenario, step);
        var frame = Directory.GetFiles(folder, "frame-*.ansi").Order(StringComparer.Ordinal).Last();
        return Colour().Replace(File.ReadAllText(frame), "");
    }

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex Colour();
}
