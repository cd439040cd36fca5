namespace Pulumi.Engine.Commands;

/// <summary>A command cannot be done. The message, when there is one, is printed behind <c>error: </c>.</summary>
public sealed class CommandException(string message, int exitCode = ExitCode.Failure, Exception? inner = null) : Exception(message, inner)
{
    public int ExitCode => exitCode;

    /// <summary>Ends the command with a code; what was to say has been said.</summary>
    public static CommandException Silent(int exitCode) => new("", exitCode);
}
