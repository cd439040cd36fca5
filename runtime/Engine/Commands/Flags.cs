using System.CommandLine;

namespace Pulumi.Engine.Commands;

/// <summary>Brings arguments into a form in which flags mean what they mean to the official CLI.</summary>
internal static class Flags
{
    /// <summary>
    /// A flag without a value may be written <c>--yes=true</c> or <c>--yes=false</c>, and never takes the word after it
    /// (<c>config set --plaintext key true</c>).
    /// </summary>
    public static string[] Normalize(IEnumerable<string> arguments, Command root)
    {
        var switches = Commands(root)
            .SelectMany(c => c.Options)
            .OfType<Option<bool>>()
            .SelectMany(o => o.Aliases.Append(o.Name))
            .ToHashSet();
        var normalized = new List<string>();
        var verbatim = false;
        foreach (var argument in arguments)
        {
            verbatim |= argument == "--";
            var parts = argument.Split('=', 2);
            if (verbatim || parts.Length < 2 || !switches.Contains(parts[0]) || !IsBoolean(parts[1]))
                normalized.Add(argument);
            else if (parts[1] is "true" or "1" or "t" or "True" or "TRUE" or "T")
                normalized.Add(parts[0]);
        }
        return [.. normalized];
    }

    private static bool IsBoolean(string text) =>
        text is "true" or "false" or "1" or "0" or "t" or "f" or "T" or "F" or "True" or "False" or "TRUE" or "FALSE";

    private static IEnumerable<Command> Commands(Command command) =>
        command.Subcommands.SelectMany(Commands).Prepend(command);
}
