using System.Globalization;

namespace Pulumi.Engine.Display.Rows;

/// <summary>
/// A frame of the live tree that is no higher than the terminal: what has scrolled away cannot be written over. Where there is too
/// much, the last rows are shown, and a third of the height is for messages.
/// </summary>
internal static class LiveScreen
{
    private const string More = "⬆ more  ";

    /// <param name="tree">The header and the rows.</param>
    /// <param name="messages">With their heading; cut to the width already.</param>
    public static IReadOnlyList<string> Layout(
        IReadOnlyList<string> tree, IReadOnlyList<string> messages, int unchanged, int width, int height, Style style)
    {
        IReadOnlyList<string> counts = unchanged == 0
            ? []
            : ["", style.Headline("Resources:"), style.Muted(string.Create(CultureInfo.InvariantCulture, $"    {unchanged} unchanged"))];
        // Each line ends with a line break: the cursor stands on one more.
        var room = height - 1;
        if (tree.Count + counts.Count + messages.Count > room)
        {
            messages = Shorten(messages, height / 3);
            var rows = room - counts.Count - messages.Count - 2;
            if (rows < 1)
                (counts, messages, rows) = ([], [], Math.Max(1, room - 2));
            if (tree.Count - 1 > rows)
                tree = [tree[0], .. tree.Skip(tree.Count - rows), style.Resource(More.PadLeft(Math.Max(0, width - 1)))];
        }
        return [.. tree.Concat(counts).Select(line => AnsiText.Cut(line, Math.Max(0, width - 1))), .. messages];
    }

    /// <summary>Heading and last lines.</summary>
    private static IReadOnlyList<string> Shorten(IReadOnlyList<string> messages, int height)
    {
        const int heading = 2;
        return messages.Count <= height ? messages
            : height <= heading ? []
            : [.. messages.Take(heading), .. messages.Skip(messages.Count - (height - heading))];
    }
}
