using static Pulumi.Engine.Tests.Providers.PropertyBuilding;

namespace Pulumi.Engine.Tests.Providers.Command;

[Trait("Scope", "thorough")]
public sealed class OneConnection : WithSshServer
{
    [Fact]
    public async Task ManyCommands_ShareOneLogin()
    {
        for (var i = 0; i < 5; i++)
            Assert.Equal($"{i}", await Runner.Stdout(Server, $"echo {i}"));

        Assert.Equal(1, Server.Logins);
    }

    [Fact]
    public async Task TwoHundredAtOnce_ShareOneLoginAndAllSucceed()
    {
        var outputs = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Runner.Stdout(Server, $"cat; echo {i}", ("stdin", $"in {i} "))));

        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"in {i} {i}"), outputs);
        Assert.Equal(1, Server.Logins);
    }

    [Fact]
    public async Task OtherSettings_HaveAConnectionOfTheirOwn()
    {
        await Runner.Stdout(Server, "true");
        await Runner.Create(CommandRunner.Remote, Map(("connection", CommandRunner.Connection(Server, ("dialErrorLimit", 3))), ("create", "true")));

        Assert.Equal(2, Server.Logins);
    }

    [Fact]
    public async Task LostConnection_IsMadeAnew()
    {
        await Runner.Stdout(Server, "true");
        await Server.StopAsync();
        await Server.StartAgainAsync();

        Assert.Equal("again", await Runner.Stdout(Server, "echo again"));
        Assert.Equal(2, Server.Logins);
    }

    [Fact]
    public async Task EndOfTheRun_ClosesIt()
    {
        await Runner.Stdout(Server, "true");
        await Runner.Provider.DisposeAsync();

        await Eventually.Is(() => Server.Log.Contains("Disconnected from user root", StringComparison.Ordinal));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Runner.Stdout(Server, "true"));
    }

    // It ends while the end of its input is on its way: sshd ends a connection on which that comes too late.
    [Fact]
    public async Task ShortCommands_DoNotCostTheOthersTheirConnection()
    {
        await using var server = await SshServer.StartAsync("MaxSessions 1");

        await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => Runner.Stdout(server, "exit 0")));

        Assert.DoesNotContain("nonexistent channel", server.Log, StringComparison.Ordinal);
        Assert.Equal(1, server.Logins);
    }

    [Theory, InlineData(1), InlineData(3)]
    public async Task FewSessions_AreEnough(int most)
    {
        await using var server = await SshServer.StartAsync($"MaxSessions {most}");

        var outputs = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Runner.Stdout(server, $"echo {i}")));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), outputs);
    }

    [Fact]
    public async Task NoSessions_IsSaid()
    {
        await using var server = await SshServer.StartAsync("MaxSessions 0");

        Assert.Contains($"127.0.0.1:{server.Port} refuses to open a session (MaxSessions", (await Runner.Fails(server, "true")).Message);
    }

    [Fact]
    public async Task ServerThatTurnsLoginsAway_IsAskedAgain()
    {
        await using var server = await SshServer.StartAsync("MaxStartups 1:100:1");

        // Settings that differ make a connection each.
        var outputs = await Task.WhenAll(Enumerable.Range(50, 8).Select(async limit => (await Runner.Create(
            CommandRunner.Remote, Map(("connection", CommandRunner.Connection(server, ("dialErrorLimit", limit))), ("create", $"echo {limit}")))).Outputs.Text("stdout")));

        Assert.Equal(Enumerable.Range(50, 8).Select(limit => $"{limit}"), outputs);
        Assert.Equal(8, server.Logins);
    }

    [Fact]
    public async Task ServerThatAsksWhetherWeAreAlive_IsAnswered()
    {
        await using var server = await SshServer.StartAsync("ClientAliveInterval 1", "ClientAliveCountMax 1");

        Assert.Equal("done", await Runner.Stdout(server, "sleep 5; echo done"));
    }

    [Fact]
    public async Task DeadServer_FailsEveryCommandThatWaitsForIt()
    {
        await Server.StopAsync();

        var errors = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Runner.Fails(Server, "true")));

        Assert.All(errors, e => Assert.Contains("connection refused", e.Message));
    }
}
