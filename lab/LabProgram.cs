using System.Reflection;
using CliWrap;

namespace EncryptionInTransit.Lab;

/// <summary>The shell program <c>lab/lab</c>, which does all the work.</summary>
internal static class LabProgram
{
    private static readonly string s_path = typeof(LabProgram).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == nameof(LabProgram)).Value!;

    /// <summary>Runs a verb and returns what it wrote to stdout.</summary>
    /// <exception cref="LabException">It failed; the message is what it wrote to stderr.</exception>
    public static async Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        var result = await TryRunAsync(s_path, arguments, PipeSource.Null, cancel);
        return result.ExitCode == 0
            ? result.Output
            : throw new LabException($"lab {string.Join(' ', arguments)}: exit code {result.ExitCode}\n{result.Error}");
    }

    /// <summary>Runs a command in a node, as <c>lab exec</c> does, at a tenth of its cost; a failed one is a result, too.</summary>
    /// <param name="pidFile">Names the node's first process.</param>
    public static Task<CommandOutput> TryRunInNodeAsync(
        string pidFile, IReadOnlyList<string> command, PipeSource stdin, CancellationToken cancel) =>
        TryRunAsync(Path.Join(Path.GetDirectoryName(s_path), "node", "run"), [pidFile, .. command], stdin, cancel);

    private static async Task<CommandOutput> TryRunAsync(
        string program, IReadOnlyList<string> arguments, PipeSource stdin, CancellationToken cancel)
    {
        var result = await Cli.Wrap(program)
            .WithArguments(arguments)
            .WithStandardInputPipe(stdin)
            .WithValidation(CommandResultValidation.None)
            .ExecuteWatchedAsync(cancel);
        return new CommandOutput(result.ExitCode, result.StandardOutput, result.StandardError);
    }
}
