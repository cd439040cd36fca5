using System.Text.RegularExpressions;

namespace Pulumi.Engine.Vectors.Tests.Comparison;

/// <summary>
/// A screen, comparable: as the text display, without the shell's prompt, with wrapped lines made whole, and with columns that are as
/// wide as their longest time.
/// </summary>
internal static partial class ScreenText
{
    private const int Width = 120;

    public static string Comparable(string screen)
    {
        var lines = Unwrapped(screen.TrimEnd().Split('\n')).Where(line => !line.StartsWith('$')).Select(line => Padding().Replace(line.TrimEnd(), "  "));
        // What a command wrote to its two streams at the same time comes in either order.
        return PlainText.Comparable(string.Join('\n', PlainText.SortRuns([.. lines], line => Printed().IsMatch(line), line => line)));
    }

    private static IEnumerable<string> Unwrapped(string[] lines)
    {
        var whole = lines[0];
        for (var i = 1; i < lines.Length; i++)
        {
            // What begins a line of its own is indented.
            if (lines[i - 1].Length == Width && lines[i].Length > 0 && lines[i][0] != ' ')
            {
                whole += lines[i];
                continue;
            }
            yield return whole;
            whole = lines[i];
        }
        yield return whole;
    }

    /// <summary>Between columns: what stands before the first one tells the depth in the tree.</summary>
    [GeneratedRegex(@"(?<=[\w)\]*]) {2,}")]
    private static partial Regex Padding();

    [GeneratedRegex("^    (?!error:)[a-z]")]
    private static partial Regex Printed();
}
