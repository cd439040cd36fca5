using System.Runtime.CompilerServices;
using CliWrap;
using CliWrap.Buffered;

namespace EncryptionInTransit.Lab.Tests;

/// <summary><c>lab/lab</c> as people call it.</summary>
internal static class LabShell
{
    public static string ProgramPath { get; } = Path.GetFullPath(Path.Combine(ThisFolder(), "../../lab/lab"));

    public static async Task<CommandOutput> RunAsync(params string[] arguments)
    {
        var result = await Cli.Wrap(ProgramPath)
            .WithArguments(arguments)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        return new CommandOutput(result.ExitCode, result.StandardOutput, result.StandardError);
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
