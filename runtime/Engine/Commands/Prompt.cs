using System.Text;

namespace Pulumi.Engine.Commands;

/// <summary>Questions to a person at a terminal.</summary>
internal static class Prompt
{
    /// <summary>An answer that is not shown while it is typed.</summary>
    public static string Hidden(Terminal terminal, string question)
    {
        terminal.Error.Write(question);
        var answer = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
                answer.Length = Math.Max(0, answer.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                answer.Append(key.KeyChar);
        }
        terminal.Error.WriteLine();
        return answer.ToString();
    }

    /// <summary>Has to be answered with a given text: for what cannot be undone.</summary>
    public static bool Confirm(Terminal terminal, string warning, string expected)
    {
        terminal.Output.WriteLine(terminal.Style.Attention(warning));
        terminal.Output.Write($"Please confirm that this is what you'd like to do by typing `{expected}`: ");
        terminal.Output.Flush();
        return terminal.Input.ReadLine() == expected;
    }

    /// <summary>No is what Enter gives.</summary>
    public static bool YesNo(Terminal terminal, string question)
    {
        terminal.Output.Write($"{terminal.Style.Warning("warning: ")}{question} (y/N) ");
        terminal.Output.Flush();
        return terminal.Input.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    /// <summary>One of a few answers, with the arrow keys; typed text leaves only the answers that contain it.</summary>
    /// <param name="question">Already painted; may have several lines.</param>
    /// <param name="preselected">The answer that Enter gives.</param>
    /// <returns>Null after Ctrl-C.</returns>
    public static string? Select(Terminal terminal, string question, IReadOnlyList<string> answers, string preselected)
    {
        var choice = new Choice(answers, preselected);
        var controlC = Console.TreatControlCAsInput;
        Console.TreatControlCAsInput = true;
        try
        {
            for (var lines = Draw(); ; lines = Draw())
            {
                var key = Console.ReadKey(intercept: true);
                terminal.Output.Write($"\u001b[{lines}A\u001b[J");
                if (key is { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control })
                {
                    terminal.Output.WriteLine(question);
                    return null;
                }
                if (key.Key is ConsoleKey.Enter && choice.Selected is { } selected)
                {
                    terminal.Output.WriteLine($"{question} {selected}");
                    return selected;
                }
                choice.Press(key);
            }
        }
        finally
        {
            Console.TreatControlCAsInput = controlC;
            terminal.Output.Flush();
        }

        int Draw()
        {
            var lines = $"{question} {choice.Filter} [Use arrows to move, type to filter]\n" + string.Concat(choice.Shown.Select(answer =>
                answer == choice.Selected ? $"{terminal.Style.Selected(">")} {answer}\n" : $"  {answer}\n"));
            terminal.Output.Write(lines);
            terminal.Output.Flush();
            return lines.Count(c => c == '\n');
        }
    }
}
