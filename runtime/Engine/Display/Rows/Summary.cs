using System.Text;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Display.Diff;

namespace Pulumi.Engine.Display.Rows;

/// <summary>The blocks below the rows: diagnostics, outputs, counts, duration.</summary>
internal static class Summary
{
    private static readonly StepOp[] ChangeOrder =
        [StepOp.Create, StepOp.Update, StepOp.Delete, StepOp.Replace, StepOp.CreateReplacement, StepOp.DeleteReplaced, StepOp.Refresh, StepOp.Discard];

    public static string Diagnostics(IEnumerable<ResourceRow> rows, Style style)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Where(r => r.Diagnostics.Count > 0))
        {
            text.Append("  ").Append(style.Resource($"{row.Type} ({row.Name}):")).Append('\n');
            foreach (var source in row.Diagnostics.GroupBy(diagnostic => diagnostic.Source).OrderBy(source => source.Key))
            {
                foreach (var line in source.SelectMany(diagnostic => Lines(diagnostic, style)))
                    text.Append("    ").Append(line).Append('\n');
                text.Append('\n');
            }
        }
        return text.Length == 0 ? "" : style.Headline("Diagnostics:") + "\n" + text;
    }

    private static string[] Lines(EngineEvent.Diagnostic diagnostic, Style style) =>
        RowTexts.WithSeverity(diagnostic, diagnostic.Message.TrimEnd('\n'), style).Split('\n');

    /// <summary>In a preview only what changes, else all.</summary>
    public static string Outputs(EngineEvent.StackOutputs? outputs, DisplayOptions options)
    {
        if (outputs is null || options.SuppressOutputs)
            return "";
        var printer = new PropertyPrinter(options, indent: 1);
        var text = printer.StackOutputs(outputs.Old, outputs.New);
        return text.Length == 0 ? "" : options.Style.Headline("Outputs:") + "\n" + text + "\n";
    }

    /// <param name="blankLine">After the counts, in displays that separate their blocks.</param>
    public static string Resources(EngineEvent.Summary summary, int errored, DisplayOptions options, bool blankLine)
    {
        var style = options.Style;
        var text = new StringBuilder().Append(style.Headline("Resources:")).Append('\n');
        var changes = ChangeOrder.Select(op => (Op: op, Count: summary.Changes.GetValueOrDefault(op))).Where(c => c.Count > 0).ToList();
        foreach (var (op, count) in changes)
        {
            var verb = options.Preview ? $"to {op.Name()}" : StepTexts.Done(op);
            text.Append("    ").Append(StepTexts.Paint(style, op, $"{StepTexts.Prefix(op)}{count} {verb}")).Append('\n');
        }
        var same = summary.Changes.GetValueOrDefault(StepOp.Same);
        var pieces = new List<string>();
        if (changes.Count > 1)
            pieces.Add(style.Bold($"{changes.Sum(c => c.Count)} changes"));
        if (same > 0)
            pieces.Add($"{same} unchanged");
        if (pieces.Count > 0)
            text.Append("    ").Append(string.Join(". ", pieces)).Append('\n');
        if (errored > 0)
            text.Append("    ").Append(style.Error($"{errored} errored")).Append('\n');
        if (!options.Preview)
            text.Append('\n').Append(style.Headline("Duration:")).Append(' ').Append(Durations.Total(summary.Duration)).Append('\n');
        if (blankLine)
            text.Append('\n');
        return text.ToString();
    }
}
