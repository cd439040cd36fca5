using System.CommandLine;

namespace Pulumi.Engine.Commands;

/// <summary>Short forms to declare the kinds of flags that the commands have.</summary>
internal static class Options
{
    /// <summary>A flag without a value.</summary>
    public static Option<bool> Flag(string description, string name, params string[] aliases) =>
        new(name, aliases) { Description = description, Arity = ArgumentArity.Zero };

    public static Option<string> Text(string description, string name, params string[] aliases) =>
        new(name, aliases) { Description = description };

    /// <summary>May be given several times, one value each time.</summary>
    public static Option<string[]> List(string description, string name, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    /// <summary><c>--stack</c>, as the commands about one stack have it.</summary>
    public static Option<string> Stack() => Text("The name of the stack to operate on. Defaults to the current stack", "--stack", "-s");
}
