using Pulumi.Engine.Deployment;
using Pulumi.Engine.ProgramHost;

namespace Pulumi.Engine.Tests.ProgramHost;

public sealed class ChildProcessTests
{
    private static readonly Dictionary<string, string?> NoEnvironment = [];

    private readonly List<ProgramLine> _lines = [];

    [Fact]
    public async Task Its_lines_come_from_both_streams_and_its_code_is_returned()
    {
        var code = await RunAsync("echo out; echo err >&2; exit 3", CancellationToken.None);

        Assert.Equal(3, code);
        Assert.Contains(new("out", IsError: false), _lines);
        Assert.Contains(new("err", IsError: true), _lines);
    }

    [Fact]
    public async Task A_megabyte_without_a_newline_arrives_whole()
    {
        await RunAsync("head -c 1000000 /dev/zero | tr '\\0' x", CancellationToken.None);

        Assert.Equal(1_000_000, Assert.Single(_lines).Text.Length);
    }

    [Fact]
    public async Task Cancelling_kills_it_and_its_children()
    {
        using var cancel = new CancellationTokenSource();
        var run = RunAsync("sleep 1000 & echo $!; wait", cancel.Token);
        while (_lines.Count == 0)
            await Task.Delay(10);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await WaitForEndAsync($"/proc/{_lines[0].Text}/stat").WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_missing_command_is_named()
    {
        var failure = await Assert.ThrowsAsync<DeploymentException>(() =>
            ChildProcess.RunAsync("no-such-command", [], "/", NoEnvironment, _lines.Add, CancellationToken.None));

        Assert.Contains("no-such-command", failure.Message);
    }

    private Task<int> RunAsync(string script, CancellationToken cancel) =>
        ChildProcess.RunAsync("sh", ["-c", script], "/", NoEnvironment, Add, cancel);

    /// <summary>Until the process is gone, or a zombie that nobody has collected.</summary>
    private static async Task WaitForEndAsync(string stat)
    {
        while (File.Exists(stat) && !(await File.ReadAllTextAsync(stat)).Contains(") Z "))
            await Task.Delay(10);
    }

    private void Add(ProgramLine line)
    {
        lock (_lines)
            _lines.Add(line);
    }
}
