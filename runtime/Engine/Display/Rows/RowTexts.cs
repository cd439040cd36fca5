using System.Collections.Immutable;
using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.Display.Rows;

/// <summary>The cells of a row.</summary>
internal static class RowTexts
{
    /// <param name="final">The run is over: rows of a stack count what was said instead of quoting the last of it.</param>
    public static string Status(ResourceRow row, DisplayOptions options, bool final = false)
    {
        // The stack is done when the whole run is, whatever the program says of its outputs.
        var state = row.IsStack && row.State is RowState.Done && row.Op is not StepOp.Delete && !final ? RowState.Running : row.State;
        var text = (row.Op, state) switch
        {
            (_, RowState.Waiting) => "",
            (_, RowState.Failed) => StepTexts.Failed(row.Op),
            (StepOp.Same, RowState.Running) when row.IsStack && !final => "running",
            (StepOp.Same, _) => "",
            (StepOp.Refresh, RowState.Done) when options.Preview => StepTexts.Done(row.Op),
            _ when options.Preview => StepTexts.Planned(row.Op),
            (_, RowState.Done) => $"{StepTexts.Done(row.Op)} ({Durations.Done(row.Elapsed)})",
            _ when final => $"{StepTexts.Running(row.Op)} (interrupted)",
            _ => $"{StepTexts.Running(row.Op)} ({Durations.Running(row.Elapsed)})",
        };
        return row.Step?.Retain == true && text.Length > 0 ? text + "[retain]" : text;
    }

    /// <summary>What differs, and the first line of what was said last.</summary>
    public static string Info(ResourceRow row, Style style) =>
        Join(Changes(row, style), row.Last is { } last ? FirstLine(last, style) : "");

    /// <summary>What differs, and how much was said.</summary>
    public static string FinalInfo(ResourceRow row, Style style) => Join(Changes(row, style), Counts(row, style));

    public static string WithSeverity(EngineEvent.Diagnostic diagnostic, string text, Style style) => diagnostic.Severity switch
    {
        DiagnosticSeverity.Error => style.Error("error: ") + text,
        DiagnosticSeverity.Warning => style.Warning("warning: ") + text,
        DiagnosticSeverity.Debug => "debug: " + text,
        _ => text,
    };

    /// <summary>What differs: added, then removed, then changed.</summary>
    public static string Changes(ResourceRow row, Style style)
    {
        if (row.Changes is not { } step)
            return "";
        var diff = ShortDiff.Of(step);
        return $"[diff: {Keys('+', diff.Added, style.Create)}{Keys('-', diff.Removed, style.Delete)}{Keys('~', diff.Changed, style.Update)}]";

        static string Keys(char mark, ImmutableArray<string> keys, Func<string, bool, string> paint) =>
            keys.IsEmpty ? "" : paint(mark + string.Join(',', keys), false);
    }

    public static string FirstLine(EngineEvent.Diagnostic diagnostic, Style style) =>
        WithSeverity(diagnostic, diagnostic.Message.TrimStart('\n').Split('\n', 2)[0].TrimEnd(), style);

    public static string Counts(ResourceRow row, Style style)
    {
        var parts = new[]
        {
            Count(row.Count(DiagnosticSeverity.Error), "error", style.Error),
            Count(row.Count(DiagnosticSeverity.Warning), "warning", style.Warning),
            Count(row.Count(DiagnosticSeverity.Info, DiagnosticSeverity.InfoError), "message", style.Message),
        };
        return string.Join("; ", parts.Where(p => p.Length > 0));
    }

    private static string Count(int count, string word, Func<string, string> paint) =>
        count == 0 ? "" : $"{count} {paint(count == 1 ? word : word + "s")}";

    public static string Join(string first, string second) =>
        first.Length > 0 && second.Length > 0 ? $"{first}; {second}" : first + second;
}
