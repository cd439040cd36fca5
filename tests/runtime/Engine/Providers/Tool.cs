using CliWrap;
using CliWrap.Buffered;

namespace Pulumi.Engine.Tests.Providers;

/// <summary>Runs an installed program: the strict outsider that judges what the providers made.</summary>
internal static class Tool
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <exception cref="OperationCanceledException">It did not end in two minutes, and was killed.</exception>
    public static async Task<BufferedCommandResult> Run(string program, IEnumerable<string> arguments, string stdin = "")
    {
        using var limit = new CancellationTokenSource(Limit);
        return await Cli.Wrap(program).WithArguments(arguments).WithStandardInputPipe(PipeSource.FromString(stdin))
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(limit.Token);
    }

    /// <summary>Standard output; the test fails with the program's own words when it fails.</summary>
    public static async Task<string> Output(string program, IEnumerable<string> arguments, string stdin = "")
    {
        var result = await Run(program, arguments, stdin);
        Assert.True(result.ExitCode == 0, $"{program} {string.Join(' ', arguments)} exited with {result.ExitCode}: {result.StandardError}{result.StandardOutput}");
        return result.StandardOutput;
    }
}
