using System.Text;

namespace Pulumi.Engine.Commands;

/// <summary>Columns of text, two spaces apart, as the official CLI prints its lists.</summary>
internal static class TextTable
{
    public static string Render(IEnumerable<string[]> rows, string indentation = "")
    {
        var all = rows.ToList();
        var widths = Enumerable.Range(0, all.Max(r => r.Length)).Select(column => all.Max(r => r.ElementAtOrDefault(column)?.Length ?? 0)).ToList();
        var text = new StringBuilder();
        foreach (var row in all)
        {
            text.Append(indentation);
            for (var i = 0; i < row.Length; i++)
                text.Append(i == row.Length - 1 ? row[i] : row[i].PadRight(widths[i] + 2));
            text.Append('\n');
        }
        return text.ToString();
    }
}
