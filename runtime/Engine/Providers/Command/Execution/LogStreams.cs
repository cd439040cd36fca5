namespace Pulumi.Engine.Providers.Command.Execution;

/// <summary>Which of a command's streams the display shows: the input <c>logging</c>.</summary>
internal sealed record LogStreams(bool Stdout, bool Stderr)
{
    public static readonly string[] Values = ["stdout", "stderr", "stdoutAndStderr", "none"];

    /// <param name="input">One of <see cref="Values"/>, or null for the default: both.</param>
    public static LogStreams From(string? input) => new(input is null or "stdout" or "stdoutAndStderr", input is null or "stderr" or "stdoutAndStderr");
}
