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

    /// <summary>One of a few answers, with the arrow keys or their first letters.</summary>
    /// <param name="preselected">The answer that Enter gives.</param>
    public static string Select(Terminal terminal, string question, IReadOnlyList<string> answers, string preselected)
    {
        var at = answers.ToList().IndexOf(preselected);
        var title = terminal.Style.Prompt(question);
        terminal.Output.WriteLine($"{title}  [Use arrows to move, type to filter]");
        Draw();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            var typed = answers.ToList().FindIndex(a => a[0] == char.ToLowerInvariant(key.KeyChar));
            at = key.Key switch
            {
                ConsoleKey.UpArrow => (at + answers.Count - 1) % answers.Count,
                ConsoleKey.DownArrow => (at + 1) % answers.Count,
                _ when typed >= 0 => typed,
                _ => at,
            };
            Erase(answers.Count);
            Draw();
        }
        Erase(answers.Count + 1);
        terminal.Output.WriteLine($"{title} {answers[at]}");
        terminal.Output.Flush();
        return answers[at];

        void Draw()
        {
            for (var i = 0; i < answers.Count; i++)
                terminal.Output.WriteLine(i == at ? $"{terminal.Style.Create(">")} {answers[i]}" : $"  {answers[i]}");
            terminal.Output.Flush();
        }

        void Erase(int lines) => terminal.Output.Write($"\u001b[{lines}A\u001b[J");
    }
}
