using System.Text.RegularExpressions;
using Pulumi.Engine.Vectors.Tests.Recordings;

namespace Pulumi.Engine.Vectors.Tests.Comparison;

/// <summary>The table of differences in <c>runtime/README.md</c>.</summary>
internal sealed class AcceptedDifferences
{
    private const string Heading = "## Differences";

    private readonly List<Row> _rows;

    private AcceptedDifferences(List<Row> rows) => _rows = rows;

    public static AcceptedDifferences Read()
    {
        var lines = File.ReadAllLines(Path.Join(RecordingFolder.Repository, "runtime", "README.md"));
        return new([.. lines.SkipWhile(line => line != Heading).Where(line => line.StartsWith('|')).Skip(2)
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .SelectMany(cells => List(cells[1]).SelectMany(step => List(cells[2]).Select(part => new Row(step, part))))]);

        static string[] List(string cell) => cell.Split(',', StringSplitOptions.TrimEntries);
    }

    public bool Accepts(Difference difference) => _rows.Exists(row => row.Covers(difference.Step) && row.Part == difference.Part);

    /// <returns>The rows that are about a scenario and did not occur in it.</returns>
    public IEnumerable<string> Stale(IReadOnlyCollection<string> steps, IReadOnlyCollection<Difference> differences) => _rows
        .Where(row => steps.Any(row.Covers) && !differences.Any(d => row.Covers(d.Step) && row.Part == d.Part))
        .Select(row => $"{row.Step} {row.Part}: no longer differs: delete the row in runtime/README.md");

    private sealed record Row(string Step, string Part)
    {
        public bool Covers(string step) => Regex.IsMatch(step, $"^{Regex.Escape(Step).Replace("\\*", ".*")}$");
    }
}

/// <summary>What one step did otherwise.</summary>
/// <param name="Part"><c>exit</c>, <c>stdout</c>, <c>stderr</c>, <c>state</c>, <c>files</c>, <c>config</c> or <c>screen</c>.</param>
internal sealed record Difference(string Step, string Part, string Text);
