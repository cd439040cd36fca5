using System.Text;

namespace EncryptionInTransit;

/// <summary>Rows as people read them: columns side by side, each as wide as its widest cell.</summary>
public static class TextTable
{
    /// <summary>A cell of which nothing is known.</summary>
    public const string Nothing = "-";

    private const string Gap = "  ";
    private const int NameWidth = 28;

    /// <returns>Lines, each ended; no blanks at their ends.</returns>
    public static string Render<T>(IReadOnlyList<(string Title, Func<T, string> Cell)> columns, IEnumerable<T> items)
    {
        List<string[]> rows =
        [
            [.. columns.Select(column => column.Title)],
            .. items.Select(item => columns.Select(column => column.Cell(item)).ToArray()),
        ];
        int[] widths = [.. columns.Select((_, i) => rows.Max(row => row[i].Length))];

        var text = new StringBuilder();
        foreach (var row in rows)
            text.AppendLine(string.Join(Gap, row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        return text.ToString();
    }

    /// <summary>A name of any length in a cell.</summary>
    public static string Shorten(string name) => name.Length <= NameWidth ? name : name[..(NameWidth - 1)] + "…";
}
