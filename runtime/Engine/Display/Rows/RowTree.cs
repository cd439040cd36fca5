using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.Display.Rows;

/// <summary>The rows of a run as a table whose first column is the tree of resources.</summary>
internal sealed class RowTree(RowTable table, DisplayOptions options)
{
    private readonly Dictionary<string, ResourceRow> _placeholders = [];

    // Rows keep the place that they had when they were shown first.
    private readonly Dictionary<string, int> _places = [];

    /// <returns>The header, and a line for each row that has something to show or stands above one.</returns>
    public IReadOnlyList<string> Render(bool isOver)
    {
        var lines = new List<(string Branch, LiveCells Cells)>();
        var root = Root();
        var children = Children(root);
        Add(root, "", "");
        return Align(lines);

        void Add(ResourceRow row, string branch, string below)
        {
            lines.Add((branch, LiveCells.Of(row, table, options, isOver)));
            if (!children.TryGetValue(row, out var own))
                return;
            own.Sort((a, b) => _places[a.Urn].CompareTo(_places[b.Urn]));
            foreach (var child in own)
            {
                var isLast = child == own[^1];
                Add(child, below + (isLast ? "└─ " : "├─ "), below + (isLast ? "   " : "│  "));
            }
        }
    }

    /// <summary>The stack. As officially, one that is deleted hangs itself below a row for the run.</summary>
    private ResourceRow Root() => table.Find(table.StackUrn) is { Op: not StepOp.Delete } stack ? stack : Placeholder("");

    private Dictionary<ResourceRow, List<ResourceRow>> Children(ResourceRow root)
    {
        var children = new Dictionary<ResourceRow, List<ResourceRow>>();
        var placed = new HashSet<ResourceRow> { root };
        foreach (var row in table.Rows.Where(r => r.IsShown))
        {
            for (var at = row; placed.Add(at);)
            {
                _places.TryAdd(at.Urn, _places.Count);
                var parent = ParentOf(at, root);
                if (!children.TryGetValue(parent, out var siblings))
                    children.Add(parent, siblings = []);
                siblings.Add(at);
                at = parent;
            }
        }
        return children;
    }

    private ResourceRow ParentOf(ResourceRow row, ResourceRow root)
    {
        if (row.Parent.Length == 0 || (row.Parent == table.StackUrn && options.Kind is not DeploymentKind.Destroy))
            return root;
        return table.Find(row.Parent) ?? Placeholder(row.Parent);
    }

    /// <param name="urn">Empty for the root.</param>
    private ResourceRow Placeholder(string urn)
    {
        if (!_placeholders.TryGetValue(urn, out var row))
            _placeholders.Add(urn, row = table.Placeholder(urn.Length == 0 ? table.StackUrn : urn));
        return row;
    }

    private List<string> Align(List<(string Branch, LiveCells Cells)> rows)
    {
        var style = options.Style;
        var hasInfo = rows.Exists(r => r.Cells.Info.Length > 0);
        string[] header = ["Type", "Name", options.Preview ? "Plan" : "Status"];
        var type = Width(header[0], rows.Select(r => r.Branch.Length + r.Cells.Type.Length));
        var name = Width(header[1], rows.Select(r => r.Cells.Name.Length));
        var status = Width(header[2], rows.Select(r => AnsiText.Width(r.Cells.Status))) + LiveCells.LongestSuffix;
        return
        [
            "     " + Line(style.Column(header[0]), style.Column(header[1]), style.Column(header[2]), hasInfo ? style.Column("Info") : ""),
            .. rows.Select(r => $" {r.Cells.Mark}  "
                + Line(r.Branch + r.Cells.Type, r.Cells.Name, r.Cells.Status + r.Cells.Suffix, r.Cells.Info)),
        ];

        string Line(string first, string second, string third, string info) =>
            (AnsiText.Pad(first, type + 2) + AnsiText.Pad(second, name + 2) + AnsiText.Pad(third, status + 2) + info).TrimEnd();
    }

    private static int Width(string header, IEnumerable<int> cells) => cells.Append(header.Length).Max();
}
