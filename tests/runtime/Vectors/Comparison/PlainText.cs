using System.Text.RegularExpressions;

namespace Pulumi.Engine.Vectors.Tests.Comparison;

/// <summary>
/// The text display, comparable: without heartbeats, and what runs in parallel in an order of its own. The rows of one resource keep
/// their order, and so do the lines of one block.
/// </summary>
internal static partial class PlainText
{
    private static readonly string[] Blocks = ["Diagnostics:", "Outputs:", "Resources:"];

    public static string Comparable(string text)
    {
        var lines = Heartbeat().Replace(Texts.Normalize(text), "").Split('\n').ToList();
        if (lines.Exists(line => TreeGlyphs().IsMatch(line)))
            lines = SortRuns(lines, line => TreeGlyphs().IsMatch(line), line => TreeGlyphs().Replace(line, " "));
        if (text.Contains(" received; cancelling", StringComparison.Ordinal))
            lines = [.. lines.Select(line => Unchanged().Replace(line, "    N unchanged"))];
        if (text.Contains("LAST UPDATE", StringComparison.Ordinal))
            lines = [.. lines.Select(line => Padding().Replace(line, "  "))];
        lines = SortRuns(lines, line => Dependent().IsMatch(line), line => line);
        lines = SortRuns(lines, line => ProgramSays().IsMatch(line), line => line);
        lines = SortRuns(lines, line => Numbered().IsMatch(line), line => Numbered().Replace(line, "    N) "));
        lines = lines.Exists(line => DiffHeader().IsMatch(line)) ? SortDiff(lines) : SortRows(lines);
        return string.Join('\n', SortDiagnostics(lines));
    }

    /// <summary>Runs of lines of a kind, sorted.</summary>
    public static List<string> SortRuns(List<string> lines, Func<string, bool> isOne, Func<string, string> rewrite)
    {
        var result = new List<string>();
        for (var i = 0; i < lines.Count;)
        {
            var run = lines.Skip(i).TakeWhile(isOne).ToList();
            result.AddRange(run.Select(rewrite).Order(StringComparer.Ordinal));
            i += run.Count;
            if (i < lines.Count && run.Count == 0)
                result.Add(lines[i++]);
        }
        return result;
    }

    private static List<string> SortRows(List<string> lines)
    {
        var rows = lines.Where(line => Row().IsMatch(line)).ToList();
        if (rows.Count == 0)
            return lines;
        var first = lines.IndexOf(rows[0]);
        var others = lines.Where((line, i) => !Row().IsMatch(line) || i < first).ToList();
        others.InsertRange(first, rows.GroupBy(row => Row().Match(row).Groups[1].Value).OrderBy(group => group.Key, StringComparer.Ordinal).SelectMany(group => group));
        return others;
    }

    /// <summary>Each resource's block by its URN, which stands in the line below its header.</summary>
    private static List<string> SortDiff(List<string> lines)
    {
        var blocks = new List<List<string>>();
        var tail = lines.FindLastIndex(line => line == "Resources:");
        var outputs = lines.FindLastIndex(line => line == "Outputs:");
        tail = outputs >= 0 && outputs < tail ? outputs : tail < 0 ? lines.Count : tail;
        var first = lines.FindIndex(line => DiffHeader().IsMatch(line));
        foreach (var line in lines[first..Math.Max(first, tail)])
        {
            if (DiffHeader().IsMatch(line))
                blocks.Add([]);
            blocks[^1].Add(line);
        }
        return [
            .. lines[..first],
            .. blocks.OrderBy(block => block.FirstOrDefault(line => line.Contains("[urn=", StringComparison.Ordinal)) ?? "", StringComparer.Ordinal)
                .SelectMany(block => block),
            .. lines[Math.Max(first, tail)..]];
    }

    private static List<string> SortDiagnostics(List<string> lines)
    {
        var start = lines.IndexOf(Blocks[0]) + 1;
        if (start == 0)
            return lines;
        var end = lines.FindIndex(start, line => Array.IndexOf(Blocks, line) >= 0 || line.StartsWith("Duration:", StringComparison.Ordinal));
        end = end < 0 ? lines.Count : end;
        var blocks = new List<List<string>>();
        foreach (var line in lines[start..end])
        {
            if (blocks.Count == 0 || Diagnostics().IsMatch(line))
                blocks.Add([]);
            blocks[^1].Add(line);
        }
        return [.. lines[..start], .. blocks.OrderBy(block => block[0], StringComparer.Ordinal).SelectMany(block => block), .. lines[end..]];
    }

    /// <summary>The last one of a killed run has no end.</summary>
    [GeneratedRegex(@"^@ .*\n?", RegexOptions.Multiline)]
    private static partial Regex Heartbeat();

    /// <summary>Operation, then type and name.</summary>
    [GeneratedRegex(@"^ (?:\+ |~ |- |\+-|\+\+|--|  ) ([\w-]+(?::[\w/-]+)?:[\w/-]+ \S+) ")]
    private static partial Regex Row();

    [GeneratedRegex(@"^ *(?:\+ |~ |- |\+-|\+\+|--|  )[\w-]+(?::[\w/-]+)?:[\w/-]+: \(\w[\w ]*\)")]
    private static partial Regex DiffHeader();

    [GeneratedRegex(@"^  [\w-]+(?::[\w/-]+)?:[\w/-]+ \(\S+\):$")]
    private static partial Regex Diagnostics();

    [GeneratedRegex("[│├└]─?")]
    private static partial Regex TreeGlyphs();

    /// <summary>How far the program had come when the run was interrupted.</summary>
    [GeneratedRegex(@"^    \d+ unchanged$")]
    private static partial Regex Unchanged();

    /// <summary>A column is as wide as its longest time.</summary>
    [GeneratedRegex(@"(?<=\S) {2,}")]
    private static partial Regex Padding();

    /// <summary>In the order of the state.</summary>
    [GeneratedRegex(@"^ \* """)]
    private static partial Regex Dependent();

    /// <summary>What a program prints comes by a pipe, and what it logs by a call.</summary>
    [GeneratedRegex(@"^    pulumi:pulumi:Stack \S+ running \S")]
    private static partial Regex ProgramSays();

    [GeneratedRegex(@"^    \d+\) ")]
    private static partial Regex Numbered();
}
