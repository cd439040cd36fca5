namespace Pulumi.Engine.Commands;

/// <summary>A command cannot be done. The message, when there is one, is printed behind <c>error: </c>.</summary>
public sealed class CommandException(string message, int exitCode = ExitCode.Failure, Exception? inner = null) : Exception(message, inner)
{
    public int ExitCode => exitCode;

    /// <summary>Ends the command with a code; what was to say has been said.</summary>
    public static CommandException Silent(int exitCode) => new("", exitCode);

    /// <summary>Flags were given together that exclude each other; named without their dashes, in the official CLI's words.</summary>
    public static CommandException Exclusive(params string[] flags) => new(
        $"if any flags in the group [{string.Join(' ', flags)}] are set none of the others can be; "
        + $"[{string.Join(' ', flags.Order(StringComparer.Ordinal))}] were all set");
}
