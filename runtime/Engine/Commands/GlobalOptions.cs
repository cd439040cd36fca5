using System.CommandLine;

namespace Pulumi.Engine.Commands;

/// <summary>The flags that every command takes.</summary>
internal sealed class GlobalOptions
{
    public Option<string> Cwd { get; } = new("--cwd", "-C") { Description = "Run pulumi as if it had been started in another directory", Recursive = true };

    public Option<string> Color { get; } = new("--color")
    {
        Description = "Colorize output. Choices are: always, never, raw, auto",
        Recursive = true,
        DefaultValueFactory = _ => "auto",
    };

    public Option<bool> NonInteractive { get; } = Flag("--non-interactive", "Disable interactive mode for all commands");

    public Option<bool> LogToStderr { get; } = Flag("--logtostderr", "Log to stderr instead of to files");

    public Option<int> Verbose { get; } = new("--verbose", "-v") { Description = "Enable verbose logging (e.g., v=3); anything >3 is very verbose", Recursive = true };

    public IEnumerable<Option> All => [Cwd, Color, NonInteractive, LogToStderr, Verbose];

    /// <exception cref="CommandException">The folder does not exist, or a value is not allowed.</exception>
    public Session OpenSession(ParseResult parsed)
    {
        var directory = Directory.GetCurrentDirectory();
        if (parsed.GetValue(Cwd) is { Length: > 0 } asked)
        {
            directory = Path.GetFullPath(asked, directory);
            if (!Directory.Exists(directory))
                throw new CommandException($"chdir {asked}: no such file or directory");
        }
        return new(Terminal.OfProcess(parsed.GetValue(Color)!, parsed.GetValue(NonInteractive)), directory, TimeProvider.System);
    }

    /// <summary>Debug messages of the engine go to standard error.</summary>
    public bool ShowsDebug(ParseResult parsed) => parsed.GetValue(LogToStderr) && parsed.GetValue(Verbose) > 0;

    private static Option<bool> Flag(string name, string description) =>
        new(name) { Description = description, Recursive = true, Arity = ArgumentArity.Zero };
}
