using Pulumi.Engine.Display;

namespace Pulumi.Engine.Commands;

/// <summary>The streams of the process and what is known of who watches them.</summary>
/// <param name="Environment">Reads an environment variable; null when it is not set.</param>
/// <param name="IsInteractive">A person sits at both ends: questions can be asked, rows can change in place.</param>
public sealed record Terminal(
    TextReader Input, TextWriter Output, TextWriter Error, Func<string, string?> Environment, bool IsInteractive, Style Style)
{
    private static readonly string[] CiVariables = ["CI", "BUILD_ID", "TEAMCITY_VERSION", "TF_BUILD", "JENKINS_URL"];

    /// <summary><c>PULUMI_SKIP_CONFIRMATIONS</c>: every <c>--yes</c> is given.</summary>
    public bool SkipsConfirmations => IsTrue("PULUMI_SKIP_CONFIRMATIONS");

    /// <param name="color">The flag: <c>auto</c>, <c>always</c> or <c>never</c>.</param>
    /// <exception cref="CommandException">The flag has another value.</exception>
    public static Terminal OfProcess(string color, bool nonInteractive)
    {
        Func<string, string?> environment = System.Environment.GetEnvironmentVariable;
        var onTerminal = !Console.IsOutputRedirected && environment("TERM") is not ("dumb" or null);
        var coloured = color switch
        {
            "auto" => onTerminal && environment("NO_COLOR") is null,
            "always" => true,
            "never" => false,
            "raw" => throw new CommandException(
                "the flag --color raw, which leaves the names of the colours in the text, is not supported by the embedded engine: say never, or install the Pulumi CLI"),
            _ => throw new CommandException($"unsupported color option: '{color}'.  Supported values are: always, never, raw, auto"),
        };
        var interactive = onTerminal && !Console.IsInputRedirected && !nonInteractive
            && !CiVariables.Any(v => environment(v) is { Length: > 0 } and not ("false" or "0"));
        return new(Console.In, Console.Out, Console.Error, environment, interactive, new Style(coloured));
    }

    /// <summary>Whether a variable of the environment says yes.</summary>
    public bool IsTrue(string variable) => Environment(variable) is "1" or "t" or "T" or "true" or "TRUE" or "True";

    /// <summary>In characters; some terminals do not tell, and call it 0.</summary>
    public static (int Width, int Height) Size() =>
        (Console.WindowWidth is > 0 and var width ? width : 80, Console.WindowHeight is > 0 and var height ? height : 24);

    /// <summary>For errors that come before or after a command.</summary>
    public static Terminal OfErrors() => new(Console.In, Console.Out, Console.Error, _ => null, IsInteractive: false, Style.Plain);

    public void WriteError(string message) => Error.WriteLine(Style.Error("error: ") + message);

    public void WriteWarning(string message) => Error.WriteLine(Style.Warning("warning: ") + message);
}
