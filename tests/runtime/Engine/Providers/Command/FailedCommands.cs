using static Pulumi.Engine.Tests.Providers.PropertyBuilding;

namespace Pulumi.Engine.Tests.Providers.Command;

public sealed class FailedCommands : WithSshServer
{
    [Fact]
    public async Task ExitStatus_ComesWithCommandAndOutput()
    {
        var e = await Runner.Fails(Server, "echo out; echo err >&2; exit 3", ("stdin", "the input"));

        // As recorded from the official provider.
        Assert.Equal("Process exited with status 3: running \"echo out; echo err >&2; exit 3\":\nout\nerr\n", e.Message);
        Assert.DoesNotContain("the input", e.ToString());
    }

    [Fact]
    public async Task Command_IsShownAsAGoString() =>
        Assert.StartsWith("Process exited with status 127: running \"no-such\\tprogram \\\"é\\\"\\n\":\n", (await Runner.Fails(Server, "no-such\tprogram \"é\"\n")).Message);

    [Fact]
    public async Task Secrets_DoNotComeBackInTheError()
    {
        var key = Server.ClientKey;
        var e = await Runner.Fails(Server, "cat >&2; exit 1", ("stdin", Secret($"admin-password: hunter22-hunter22-hunter22\n{key}")));

        Assert.Contains("[secret]", e.Message);
        Assert.DoesNotContain("hunter22", e.ToString());
        Assert.All(key.Split('\n').Where(line => line.Length > 60), line => Assert.DoesNotContain(line, e.ToString()));
    }

    [Fact]
    public async Task SecretCommand_IsNotShown()
    {
        var e = await Assert.ThrowsAsync<Engine.Providers.ProviderException>(() =>
            Runner.Create(CommandRunner.Remote, Map(("connection", CommandRunner.Connection(Server)), ("create", Secret("PASSWORD=hunter22 false")))));

        Assert.Equal("Process exited with status 1: running [secret]:\n", e.Message);
    }

    [Fact]
    public async Task KilledCommand_NamesTheSignal() =>
        Assert.StartsWith("Process exited with status 137 from signal KILL: running ", (await Runner.Fails(Server, "kill -9 $$")).Message);

    [Fact]
    public async Task KilledSession_IsLostAndTheNextOneConnectsAnew()
    {
        var ran = $"{Server.Folder}/ran";
        var command = $"echo >> {ran}; echo begun; sleep 60";
        var running = Runner.Fails(Server, command);
        await Eventually.Is(() => Runner.Progress.Contains("begun"));

        await Server.StopAsync();

        var e = await running;
        Assert.StartsWith("wait: remote command exited without exit status or exit signal", e.Message);
        Assert.Contains($"running \"{command}\":\nbegun\n", e.Message);
        Assert.Single(await File.ReadAllLinesAsync(ran)); // never a second time by itself
        await Server.StartAgainAsync();
        Assert.Equal("again", await Runner.Stdout(Server, "echo again"));
    }

    [Theory, InlineData("exec sleep 60", false), InlineData("while echo tick >&2; do sleep 0.1; done", true)]
    public async Task Cancelled_ClosesTheSession(string work, bool asRoot)
    {
        // sshd passes signals on to users, not to root; root's commands end when they write to a session that is gone.
        await using var user = await TemporaryUser.CreateAsync();
        await using var server = await SshServer.StartAsync("PasswordAuthentication yes");
        var connection = asRoot ? CommandRunner.Connection(server) : CommandRunner.Connection(server, ("privateKey", null), ("user", user.Name), ("password", user.Password));
        using var cancel = new CancellationTokenSource();
        var running = Runner.Create(CommandRunner.Remote, Map(("connection", connection), ("create", $"echo $$; {work}")), cancel.Token);
        await Eventually.Is(() => Runner.Progress.Any());
        var pid = Runner.Progress.First();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await Eventually.Is(() => !Directory.Exists($"/proc/{pid}"));
        Assert.Equal("usable", (await Runner.Create(CommandRunner.Remote, Map(("connection", connection), ("create", "echo usable")))).Outputs.Text("stdout"));
    }

    [Fact]
    public async Task FailedUpdate_LeavesTheOldOutputsToTheEngine()
    {
        var inputs = Map(("connection", CommandRunner.Connection(Server)), ("create", "echo one"), ("addPreviousOutputInEnv", false));
        var created = await Runner.Create(CommandRunner.Remote, inputs);

        await Assert.ThrowsAsync<Engine.Providers.ProviderException>(() => Runner.Update(CommandRunner.Remote, inputs, created.Outputs, inputs.With("update", Value("exit 5"))));

        Assert.Equal("one", created.Outputs.Text("stdout"));
    }
}
