using System.Text;

namespace Pulumi.Engine.Display.Rows;

/// <summary>Texts with escape codes: what the eye sees of them.</summary>
internal static class AnsiText
{
    private const char Escape = '\u001b';

    public static int Width(string text)
    {
        var width = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == Escape)
                i = End(text, i);
            else
                width++;
        }
        return width;
    }

    public static string Pad(string text, int width) => text + new string(' ', Math.Max(0, width - Width(text)));

    /// <summary>No more than so many characters; codes stay, so that a colour that began also ends.</summary>
    public static string Cut(string text, int width)
    {
        if (Width(text) <= width)
            return text;
        var cut = new StringBuilder();
        var seen = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == Escape)
            {
                var end = End(text, i);
                cut.Append(text, i, end - i + 1);
                i = end;
            }
            else if (seen++ < width)
            {
                cut.Append(text[i]);
            }
        }
        return cut.ToString();
    }

    /// <summary>The index of the letter that ends the code.</summary>
    private static int End(string text, int start)
    {
        var end = text.IndexOf('m', start);
        return end < 0 ? text.Length - 1 : end;
    }
}
