namespace EncryptionInTransit.Lab.Tests;

/// <summary>Two runs at the same time, with nodes of the same names.</summary>
public sealed class SideBySide : IAsyncLifetime
{
    private LabRun[] _runs = [];

    public async Task InitializeAsync() => _runs = await Task.WhenAll(
        LabRun.StartAsync(new NodeSpec("db", NodeKind.MariaDb118)),
        LabRun.StartAsync(new NodeSpec("db", NodeKind.MariaDb118)));

    public Task DisposeAsync() => Task.WhenAll(_runs.Select(run => run.DisposeAsync().AsTask()));

    [Fact]
    public async Task BothAnswer_AndNeitherKnowsTheOther()
    {
        var (mine, theirs) = (_runs[0].Nodes["db"], _runs[1].Nodes["db"]);

        await mine.PutFileAsync("/var/lib/jelastic/mark", "mine", mode: "0600", owner: "mysql:mysql");
        await mine.QueryAsync("CREATE DATABASE mine");

        Assert.Equal("1", await Visitor.QueryAsync(mine, "SELECT 1"));
        Assert.Equal("1", await Visitor.QueryAsync(theirs, "SELECT 1"));
        Assert.NotEqual(mine.HostKey, theirs.HostKey);
        Assert.NotEqual(mine.ProofPassword, theirs.ProofPassword);
        Assert.NotEqual(0, (await theirs.RunAsync("ls /var/lib/jelastic")).ExitCode);
        Assert.DoesNotContain("mine", await theirs.QueryAsync("SHOW DATABASES"), StringComparison.Ordinal);
        Assert.NotEqual(0, (await mine.RunAsync($"busybox nc -w 1 {theirs.Address} 22 </dev/null")).ExitCode);
    }

    [Fact]
    public async Task WhenOneEnds_TheOtherGoesOn()
    {
        await _runs[0].DisposeAsync();

        Assert.Equal("[\n]\n", (await LabShell.RunAsync("list", "--run", _runs[0].Name, "--json")).MustSucceed().Output);
        Assert.Equal("1", await Visitor.QueryAsync(_runs[1].Nodes["db"], "SELECT 1"));
        (await Visitor.SshAsync(_runs[1].Nodes["db"], "true")).MustSucceed();
    }
}
