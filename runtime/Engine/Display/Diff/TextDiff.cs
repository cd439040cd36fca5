using DiffMatchPatch;

namespace Pulumi.Engine.Display.Diff;

/// <summary>A changed text of one line: before and after in quotes; with colours, what differs stands out letter by letter.</summary>
internal static class TextDiff
{
    public static string Render(string old, string @new, Style style)
    {
        var pieces = style.Enabled ? Compare(old, @new) : Whole(old, @new);
        var quote = style.Update("\"");
        return $"{quote}{Side(Operation.DELETE, style.Delete)}{quote}{style.Update(" => ")}{quote}{Side(Operation.INSERT, style.Create)}{quote}";

        string Side(Operation changed, Func<string, bool, string> paint) => string.Concat(pieces
            .Where(p => p.operation == changed || p.operation == Operation.EQUAL)
            .Select(p => p.operation == changed ? paint(GoText.Escape(p.text), false) : GoText.Escape(p.text)));
    }

    private static List<DiffMatchPatch.Diff> Compare(string old, string @new)
    {
        var comparison = new diff_match_patch();
        var pieces = comparison.diff_main(old, @new, checklines: false);
        comparison.diff_cleanupEfficiency(pieces);
        return pieces.Exists(p => SplitsACharacter(p.text)) ? Whole(old, @new) : pieces;
    }

    private static List<DiffMatchPatch.Diff> Whole(string old, string @new) => [new(Operation.DELETE, old), new(Operation.INSERT, @new)];

    /// <summary>The package compares UTF-16 units.</summary>
    private static bool SplitsACharacter(string text) =>
        text.Length > 0 && (char.IsLowSurrogate(text[0]) || char.IsHighSurrogate(text[^1]));
}
