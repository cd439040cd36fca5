using System.Diagnostics;
using System.IO.Pipes;
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
    public async Task What_it_leaves_running_is_not_waited_for_and_hides_nothing_that_it_printed()
    {
        await RunAsync("sleep 1000 & echo $!; seq 5000; printf 'no newline'; echo err >&2", CancellationToken.None);

        var printed = Printed(isError: false).ToList();
        using var left = Process.GetProcessById(int.Parse(printed[0]));
        left.Kill();
        Assert.Equal([.. Enumerable.Range(1, 5000).Select(n => $"{n}"), "no newline"], printed.Skip(1));
        Assert.Equal(["err"], Printed(isError: true));
    }

    [Fact]
    public async Task What_it_leaves_running_may_print_without_end_into_a_closed_pipe()
    {
        await RunAsync("yes & echo $! >&2", CancellationToken.None);

        await WaitForEndAsync($"/proc/{Printed(isError: true).First()}/stat").WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_pipe_that_breaks_is_told_and_not_waited_for()
    {
        var unreadable = new AnonymousPipeServerStream(PipeDirection.Out);

        await Assert.ThrowsAsync<NotSupportedException>(() =>
            OutputOfProcess.ReadLinesAsync(unreadable, _ => { }, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30)));
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

    private IEnumerable<string> Printed(bool isError) => _lines.Where(line => line.IsError == isError).Select(line => line.Text);

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
