using EncryptionInTransit.Lab;
using EncryptionInTransit.Lab.Faults;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>What is wrong with a node is said before anything on it is touched.</summary>
[Trait("Scope", "thorough")]
public sealed class NodeThatCannotBeUsed : IAsyncLifetime
{
    private static readonly string[] OurPrograms = ["encryption-in-transit", "selfcertgen"];

    private LabRun _lab = null!;
    private Stack _stack = null!;
    private LabNode _node = null!;
    private IReadOnlyList<string> _before = [];

    public async Task InitializeAsync()
    {
        _lab = await LabRun.StartAsync(new NodeSpec("db1", NodeKind.MariaDb1011));
        _stack = await Stack.CreateAsync(_lab, "db1");
        _node = _lab.Nodes["db1"];
        _before = await _node.SnapshotFilesAsync();
    }

    public async Task DisposeAsync()
    {
        _stack.Dispose();
        await _lab.DisposeAsync();
    }

    [Fact]
    public async Task ShowsAnotherHostKey()
    {
        await using (await _node.ChangeHostKeyAsync())
            await UpMustFailAndSay("host key", _node.Address);
        await NothingIsTouched();
    }

    [Fact]
    public async Task DoesNotAnswer()
    {
        await using (await _node.CutNetworkAsync())
            await UpMustFailAndSay("db1", _node.Address);
        await NothingIsTouched();
    }

    [Fact]
    public async Task HasAStoppedServer()
    {
        await using (await _node.StopDatabaseAsync())
            await UpMustFailAndSay("stopped", "service mariadb start");
        await NothingIsTouched(butTheTool: true);
    }

    [Fact]
    public async Task IsOfAnotherKind()
    {
        await _stack.SetAsync("encryption-in-transit:nodes[0].kind", "mysql");

        await UpMustFailAndSay("MariaDB", "kind");
        await NothingIsTouched(butTheTool: true);
    }

    [Fact]
    public async Task HasALoginThatMayNotBecomeRoot()
    {
        await using var login = await _node.AddLoginWithoutSudoAsync();
        await _stack.SetAsync("encryption-in-transit:nodes[0].ssh.user", login.User);

        await UpMustFailAndSay(login.User, "sudo");
        await NothingIsTouched();
    }

    [Fact]
    public async Task HasALoginThatMayBecomeRoot_IsInstalledAndRestored()
    {
        await using var login = await _node.AddLoginWithSudoAsync();
        await _stack.SetAsync("encryption-in-transit:nodes[0].ssh.user", login.User);

        (await _stack.UpAsync()).MustSucceed();
        (await _stack.RunAsync("destroy", "--yes")).MustSucceed();

        await NothingIsTouched();
    }

    [Fact]
    public async Task HasAFullDisk()
    {
        await using (await _node.FillDiskAsync())
            (await _stack.UpAsync()).MustFail().MustSay("db1");
        await NothingIsTouched();
    }

    [Fact]
    public async Task HasAForeignFileAtOneOfOurPaths_KeepsItAndRestoresIt()
    {
        await _node.PutFileAsync("/etc/mysql/conf.d/ssl-config.cnf", "# the DBA's own\n", "0640", "root:mysql");
        await _node.PutFileAsync("/var/lib/jelastic/keys/SSL-TLS/server/server.key", "the DBA's own\n", "0600", "mysql:mysql");
        var before = await _node.SnapshotFilesAsync();

        (await _stack.UpAsync()).MustSucceed();
        (await _stack.RunAsync("destroy", "--yes")).MustSucceed();

        Assert.Equal(before, await _node.SnapshotFilesAsync());
    }

    private async Task UpMustFailAndSay(params string[] parts) => (await _stack.UpAsync()).MustFail().MustSay(parts);

    private async Task NothingIsTouched(bool butTheTool = false)
    {
        var after = await _node.SnapshotFilesAsync();
        if (butTheTool)
            after = [.. after.Where(line => !OurPrograms.Any(program => line.StartsWith($"/usr/local/sbin/{program} ", StringComparison.Ordinal)))];
        Assert.Equal(_before, after);
    }
}
