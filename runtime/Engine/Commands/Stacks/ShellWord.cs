namespace Pulumi.Engine.Commands.Stacks;

/// <summary>A text as one word of a POSIX shell, quoted as <c>stack output --shell</c> does.</summary>
internal static class ShellWord
{
    private const string Special = "\\'\"`${[|&;<>()*?!";
    private const string Blank = " \t\n";

    /// <summary>Backslashes where they do; single quotes for a word with blanks.</summary>
    public static string Quote(string text)
    {
        if (text.Length == 0)
            return "''";
        if (text.IndexOfAny([.. Blank]) < 0)
            return string.Concat(text.Select((c, i) => Special.Contains(c) || (i == 0 && c == '~') ? $"\\{c}" : c.ToString()));
        return string.Join("\\'", text.Split('\'').Select(part => part.Length == 0 ? "" : $"'{part}'"));
    }
}
