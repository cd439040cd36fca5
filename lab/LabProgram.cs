using System.Reflection;
using CliWrap;
using CliWrap.Buffered;

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
        var result = await TryRunAsync(arguments, PipeSource.Null, cancel);
        return result.ExitCode == 0
            ? result.Output
            : throw new LabException($"lab {string.Join(' ', arguments)}: exit code {result.ExitCode}\n{result.Error}");
    }

    /// <summary>Runs a verb and returns what came of it, failed or not.</summary>
    public static async Task<CommandOutput> TryRunAsync(
        IReadOnlyList<string> arguments, PipeSource stdin, CancellationToken cancel)
    {
        var result = await Cli.Wrap(s_path)
            .WithArguments(arguments)
            .WithStandardInputPipe(stdin)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancel);
        return new CommandOutput(result.ExitCode, result.StandardOutput, result.StandardError);
    }
}
