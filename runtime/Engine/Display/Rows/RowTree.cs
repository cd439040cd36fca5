using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.Display.Rows;

/// <summary>The rows of a run as a table whose first column is the tree of resources.</summary>
internal sealed class RowTree(DisplayOptions options)
{
    private static readonly string[] Dots = ["", ".", "..", "..."];
    private int _frame;

    /// <param name="outcome">Null while the run goes on.</param>
    public IReadOnlyList<string> Render(IReadOnlyList<ResourceRow> rows, DeploymentOutcome? outcome)
    {
        _frame++;
        var shown = Shown(rows);
        if (shown.Count == 0)
            return [];
        var cells = new List<string[]>();
        var tops = shown.Where(r => !shown.Any(p => p.Urn == r.Parent)).ToList();
        // Until its step begins, a resource without parent stands beside the stack.
        foreach (var top in tops)
            Add(top, "", "");
        var header = new[] { "Type", "Name", options.Preview ? "Plan" : "Status", "Info" }.Select(options.Style.Column).ToArray();
        return Align(cells.Any(c => c[4].Length > 0) ? header : header[..3], cells);

        void Add(ResourceRow row, string branch, string below)
        {
            cells.Add(Cells(row, branch, outcome));
            var children = shown.Where(r => r.Parent == row.Urn).ToList();
            for (var i = 0; i < children.Count; i++)
            {
                var last = i == children.Count - 1;
                Add(children[i], below + (last ? "└─ " : "├─ "), below + (last ? "   " : "│  "));
            }
        }
    }

    /// <summary>What changes, and what stands above it; the stack always.</summary>
    private static List<ResourceRow> Shown(IReadOnlyList<ResourceRow> rows)
    {
        var byUrn = rows.ToDictionary(r => r.Urn);
        var shown = new HashSet<string>();
        foreach (var row in rows.Where(r => r.IsShown || r.IsStack))
        {
            for (var at = row; at is not null && shown.Add(at.Urn); at = byUrn.GetValueOrDefault(at.Parent))
            {
            }
        }
        return [.. rows.Where(r => shown.Contains(r.Urn))];
    }

    private string[] Cells(ResourceRow row, string branch, DeploymentOutcome? outcome)
    {
        var style = options.Style;
        var over = outcome is not null;
        var failedStack = row.IsStack && over && !options.Preview && (outcome is not DeploymentOutcome.Succeeded || row.HasErrors);
        var status = failedStack ? StepTexts.Failed(row.Op) : RowTexts.Status(row, options, final: over);
        if (!over && row.State is RowState.Running && status.Length > 0)
            status += Dots[_frame / 4 % Dots.Length];
        var paint = row.State is RowState.Failed || failedStack ? style.Error : (Func<string, string>)(text => StepTexts.Paint(style, row.Op, text));
        return
        [
            StepTexts.Paint(style, row.Op, StepTexts.Prefix(row.Op)),
            branch + row.Type,
            row.Name,
            paint(status),
            over || row.State is RowState.Done ? RowTexts.FinalInfo(row, style) : RowTexts.Info(row, style),
        ];
    }

    private static List<string> Align(string[] header, List<string[]> cells)
    {
        var widths = Enumerable.Range(0, header.Length)
            .Select(i => cells.Select(c => AnsiText.Width(c[i + 1])).Append(AnsiText.Width(header[i])).Max() + 2)
            .ToList();
        var lines = new List<string> { "     " + Line(header) };
        lines.AddRange(cells.Select(c => $" {c[0]}  {Line(c[1..(header.Length + 1)])}"));
        return lines;

        string Line(string[] columns) => string.Concat(columns.Select((column, i) => AnsiText.Pad(column, widths[i]))).TrimEnd();
    }
}
