using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.Display.Rows;

/// <summary>The cells of a row in the live tree. A replacement is one thing there, except while its steps run.</summary>
/// <param name="Suffix">The dots of what runs: they belong to the status, and its column has room for them.</param>
internal sealed record LiveCells(string Mark, string Type, string Name, string Status, string Suffix, string Info)
{
    private static readonly string[] Dots = ["", ".", "..", "..."];

    public const int LongestSuffix = 3;

    /// <param name="isOver">The run is: nothing changes any more.</param>
    public static LiveCells Of(ResourceRow row, RowTable table, DisplayOptions options, bool isOver)
    {
        var style = options.Style;
        var op = Shown(row.Op, options.Preview || isOver, table.HasFailedSteps);
        // The stack is done when the whole run is.
        var isDone = isOver || row.State is RowState.Failed || (row.State is RowState.Done && !row.IsStack);
        var status = isDone ? Done(row, op, options, isOver) : Running(row, op, options);
        var hasDots = !isDone && row.State is not RowState.Waiting && (op is not StepOp.Same || row.IsStack);
        return new(
            StepTexts.Paint(style, op, StepTexts.Prefix(op), running: !isDone),
            row.Type,
            row.Name,
            status + (row.Step?.Retain == true && status.Length > 0 ? "[retain]" : ""),
            hasDots ? StepTexts.Paint(style, op, Dots[(row.Tick + table.Tick) % Dots.Length], running: true) : "",
            Said(row, style, isOver));
    }

    /// <summary>In a preview and at the end the steps of a replacement are one; after a failure they tell how far it went.</summary>
    private static StepOp Shown(StepOp op, bool asOne, bool hasFailedSteps) =>
        asOne && !hasFailedSteps && op is StepOp.CreateReplacement or StepOp.DeleteReplaced ? StepOp.Replace : op;

    private static string Running(ResourceRow row, StepOp op, DisplayOptions options)
    {
        if (op is StepOp.Same)
            return row.IsStack && row.State is not RowState.Waiting ? "running" : "";
        var text = options.Preview ? StepTexts.Planned(row.Op) : $"{StepTexts.Running(op)} ({Durations.Running(row.Elapsed)})";
        return StepTexts.Paint(options.Style, op, text, running: true);
    }

    private static string Done(ResourceRow row, StepOp op, DisplayOptions options, bool isOver)
    {
        var style = options.Style;
        if (options.Preview)
            return StepTexts.Paint(style, op, op is StepOp.Refresh ? StepTexts.Done(op) : StepTexts.Planned(op));
        if (row.HasErrors)
            return style.Error(StepTexts.Failed(op));
        if (op is StepOp.Same)
            return "";
        var isCustom = (row.Step?.New ?? row.Step?.Old)?.Custom == true;
        if (isOver && isCustom && row.State is not RowState.Done)
            return style.Warning($"{StepTexts.Running(op)} (interrupted)");
        var time = row.State is RowState.Done ? $" ({Durations.Done(row.Elapsed)})" : "";
        return StepTexts.Paint(style, op, StepTexts.Done(op) + time);
    }

    /// <summary>What differs, and what was said last; at the end only how much was said: it stands below in full.</summary>
    private static string Said(ResourceRow row, Style style, bool isOver)
    {
        var said = isOver ? RowTexts.Counts(row, style)
            : (row.LastError ?? row.Last) is { } last ? RowTexts.FirstLine(last, style)
            : "";
        return RowTexts.Join(RowTexts.Changes(row, style), said);
    }
}
