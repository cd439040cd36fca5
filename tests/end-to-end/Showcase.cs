using CliWrap;
using CliWrap.Buffered;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary><c>./try</c>, as a stranger uses it: on a fresh clone.</summary>
[Trait("Scope", "thorough")]
public sealed class Showcase : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("showcase-");
    private readonly string _run = $"show{Environment.ProcessId}";

    private string Clone => Path.Combine(_folder.FullName, "clone");

    public Task InitializeAsync() =>
        Cli.Wrap("git").WithArguments(["clone", "--quiet", Repository.Root, Clone]).ExecuteAsync();

    public async Task DisposeAsync()
    {
        await TryAsync("down");
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task ProvesThreeNodes_DoesNothingTheSecondTime_AndLeavesNothingEvenWhenKilled()
    {
        var killed = await KillInTheMiddleAsync();
        (await TryAsync("down")).MustSucceed();
        await NothingIsLeft();
        await killed;

        (await TryAsync()).MustSucceed().MustSay("46 created", "db1   proved", "db2   proved", "db3   proved", "./pulumiw destroy --yes");
        (await TryAsync()).MustSucceed().MustSay("46 unchanged", "db1   proved").MustNotSay("created");

        (await TryAsync("down")).MustSucceed();
        await NothingIsLeft();
    }

    /// <summary>Kills <c>./try</c> alone, as soon as its engine is at work; the engine lives on.</summary>
    /// <returns>Ends when nobody has the output of the killed program open any more.</returns>
    private async Task<Task> KillInTheMiddleAsync()
    {
        var run = Command().ExecuteBufferedAsync();
        var locks = new DirectoryInfo(Path.Combine(Clone, ".try", "state", ".pulumi", "locks"));
        while (!locks.Exists || locks.GetFiles("*.json", SearchOption.AllDirectories).Length == 0)
        {
            Assert.False(run.Task.IsCompleted, "./try ended before its engine was at work");
            await Task.Delay(20);
            locks.Refresh();
        }

        await Cli.Wrap("kill").WithArguments(["-9", $"{run.ProcessId}"]).ExecuteAsync();
        return run.Task;
    }

    private async Task NothingIsLeft()
    {
        Assert.Equal("", await OutputOfAsync("git", "-C", Clone, "status", "--porcelain", "--ignored=matching", "--", ".try", ".pulumiw.env", "Pulumi.try.yaml"));
        Assert.Equal("", await OutputOfAsync("sh", "-c", $"lab/lab list --run {_run} 2>/dev/null | grep {_run} || true"));
        Assert.Equal("", await OutputOfAsync("sh", "-c", $"grep -lzF {Clone}/.try/ /proc/[0-9]*/environ 2>/dev/null || true"));
    }

    private async Task<string> OutputOfAsync(string program, params string[] arguments) =>
        (await Cli.Wrap(program).WithArguments(arguments).WithWorkingDirectory(Clone).ExecuteBufferedAsync()).StandardOutput;

    private Task<Run> TryAsync(params string[] arguments) => Run.OfAsync("(./try) " + string.Join(' ', arguments), Command(arguments));

    private Command Command(params string[] arguments) =>
        Cli.Wrap(Path.Combine(Clone, "try"))
            .WithArguments(arguments)
            .WithWorkingDirectory(Clone)
            .WithEnvironmentVariables(new Dictionary<string, string?>
            {
                ["TRY_RUN"] = _run,
                ["PULUMIW_ENGINE"] = "embedded",
                ["PULUMI_HOME"] = Path.Combine(_folder.FullName, "home"),
                ["PULUMI_BACKEND_URL"] = null,
                ["PULUMI_CONFIG_PASSPHRASE"] = null,
                ["PULUMI_CONFIG_PASSPHRASE_FILE"] = null,
            })
            .WithValidation(CommandResultValidation.None);
}
