using static Pulumi.Engine.Tests.Providers.PropertyBuilding;

namespace Pulumi.Engine.Tests.Providers.Command;

/// <summary>What a command leaves running: as with ssh itself, it counts as long as it holds the command's streams.</summary>
public sealed class BackgroundProcesses : WithSshServer
{
    [Fact]
    public async Task ProcessWithStreamsOfItsOwn_OutlivesTheCommand()
    {
        var pid = await Runner.Stdout(Server, "sleep 300 </dev/null >/dev/null 2>&1 & echo $!");

        Assert.True(Directory.Exists($"/proc/{pid}"));
        System.Diagnostics.Process.GetProcessById(int.Parse(pid)).Kill();
    }

    [Fact]
    public async Task ProcessThatHoldsTheOutput_IsWaitedForAndHeard()
    {
        var gate = $"{Server.Folder}/gate";
        var running = Runner.Stdout(Server, $"(until [ -e {gate} ]; do sleep 0.1; done; echo late) & echo early");
        await Eventually.Is(() => Runner.Progress.Contains("early"));
        Assert.False(running.IsCompleted);

        await File.WriteAllTextAsync(gate, "");

        Assert.Equal("early\nlate", await running);
    }

    [Fact]
    public async Task ProcessThatHoldsTheOutput_HidesNoFailure()
    {
        var e = await Runner.Fails(Server, "(sleep 1; echo late) & exit 7");

        Assert.StartsWith("Process exited with status 7: ", e.Message);
        Assert.EndsWith("\nlate\n", e.Message);
    }

    [Fact]
    public async Task ProcessThatHoldsTheOutput_CanBeCancelled()
    {
        using var cancel = new CancellationTokenSource();
        var running = Runner.Create(CommandRunner.Remote, Map(("connection", CommandRunner.Connection(Server)), ("create", "sleep 300 & echo $!")), cancel.Token);
        await Eventually.Is(() => Runner.Progress.Any());

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        System.Diagnostics.Process.GetProcessById(int.Parse(Runner.Progress.First())).Kill();
    }
}
