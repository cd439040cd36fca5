using System.Runtime.Versioning;
using CliWrap;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>Which Pulumi <c>./pulumiw</c> hands over to. The installed one is a stand-in here: a script that says its arguments.</summary>
[SupportedOSPlatform("linux")]
public sealed class Wrapper : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pulumiw-");

    [Fact]
    public async Task WithAnInstalledPulumi_HandsOverAndSaysSo()
    {
        Install();

        var run = await RunAsync(engine: null, "up", "--message", "two words");

        Assert.Equal("installed: up|--message|two words|continue-on-error=true|\n", run.Output);
        Assert.Equal($"pulumiw: using the Pulumi CLI, {_folder.FullName}/pulumi\n", run.Errors);
        Assert.Equal(17, run.ExitCode);
    }

    [Fact]
    public async Task ToldToUseTheEmbeddedEngine_DoesNotHandOver()
    {
        Install();

        var run = await RunAsync("embedded", "version");

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("installed:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ToldToUsePulumiWithoutOne_NamesTheCure() =>
        (await RunAsync("pulumi", "up")).MustFail().MustSay("PULUMIW_ENGINE is 'pulumi'", "install it, or leave PULUMIW_ENGINE unset");

    [Fact]
    public async Task ToldNonsense_NamesTheAllowedValues() =>
        (await RunAsync("both", "up")).MustFail().MustSay("PULUMIW_ENGINE is 'both'", "'pulumi' or 'embedded'");

    public void Dispose() => _folder.Delete(recursive: true);

    private void Install()
    {
        var program = Path.Combine(_folder.FullName, "pulumi");
        File.WriteAllText(
            program,
            """
            #!/bin/sh
            printf 'installed: '
            printf '%s|' "$@" "continue-on-error=$PULUMI_CONTINUE_ON_ERROR"
            printf '\n'
            exit 17

            """);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private Task<Run> RunAsync(string? engine, params string[] arguments) => Run.OfAsync(
        string.Join(' ', arguments),
        Cli.Wrap(Path.Combine(Repository.Root, "pulumiw"))
            .WithArguments(arguments)
            .WithWorkingDirectory(_folder.FullName)
            .WithEnvironmentVariables(new Dictionary<string, string?>
            {
                ["PULUMIW_ENGINE"] = engine,
                ["PULUMI_CONTINUE_ON_ERROR"] = null,
                ["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}",
            }));
}
