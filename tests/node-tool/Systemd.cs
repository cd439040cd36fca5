using EncryptionInTransit.Lab;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>The server is a unit of systemd: others than the tool start it, too.</summary>
public abstract class Systemd(ToolNodeFixture fixture) : SystemdTest(fixture)
{
    [Fact]
    public async Task TheUnitRunsTheServer_AfterARestartAReloadAndARelease()
    {
        var claim = await Tool.PrepareAsync(First);
        var (before, pid) = (await ServerAndFilesAsync(), await Node.DatabasePidAsync());
        AssertFailed(1, await Tool.ActivateAsync(claim, First, Restarting, "forbidden"), "a restart is needed and restart is forbidden; nothing was touched");
        Assert.Equal((before, pid), (await ServerAndFilesAsync(), await AssertUnitRunsServerAsync()));

        Assert.Contains("restarted: ", (await Tool.ActivateAsync(claim, First, Restarting)).MustSucceed().Output, StringComparison.Ordinal);
        var restarted = await AssertUnitRunsServerAsync();
        Assert.NotEqual(pid, restarted);

        Assert.Contains("reloaded: ", (await Tool.EncryptAsync(Second, Restarting)).MustSucceed().Output, StringComparison.Ordinal);
        Assert.Equal(Second.Fingerprint, await Tool.ServedAsync());
        Assert.Equal(restarted, await AssertUnitRunsServerAsync());
        (await Tool.RunAsync("verify")).MustSucceed();

        (await Tool.ReleaseAsync()).MustSucceed();
        await AssertUnitRunsServerAsync();
        await AssertAsBeforeAsync();
    }

    /// <summary>The start that fails is all that the unit's limit allows.</summary>
    [Fact]
    public async Task AServerThatDoesNotStart_ComesBackWithWhatWasBefore()
    {
        await using var _ = await Unit.EditAsync(LimitedTo(1));
        var claim = await Tool.PrepareAsync(First);
        var before = await ServerAndFilesAsync();

        foreach (var nowhere in new[] { "/nowhere", "/neither" })
        {
            var failed = await Tool.ActivateAsync(claim, First, Deadly(nowhere));
            AssertFailed(1, failed, "the server did not come back", "the server's own last lines:", nowhere, "rolled back: ");
            // What it said of another start is of no help with this one.
            Assert.Equal(nowhere == "/nowhere", failed.Error.Contains("/nowhere", StringComparison.Ordinal));
        }

        Assert.Equal(before, await ServerAndFilesAsync());
        await AssertUnitRunsServerAsync();
    }

    [Fact]
    public async Task AToolThatIsKilledOverARestart_LeavesTheStartToTheNextRun()
    {
        var claim = await Tool.PrepareAsync(First);
        var request = Requests.Activate(claim, First, Restarting);
        await Node.KillAsync("activate", request, $"[ -e {ToolNode.State}/stopped ] && [ ! -e /run/mysqld/mysqld.sock ]", withChildren: true);

        (await Tool.ActivateAsync(claim, First, Restarting)).MustSucceed();

        Assert.Equal("77", await Tool.VariableAsync("back_log"));
        (await Tool.RunAsync("verify")).MustSucceed();
        await AssertUnitRunsServerAsync();
    }

    /// <summary>The unit starts what never comes up again and again, until systemd refuses to start it for the next hour.</summary>
    [Fact]
    public async Task AToolThatIsKilledOverAServerThatDoesNotStart_LeavesTheWayBackToTheNextRun()
    {
        await using var _ = await Unit.EditAsync($"{LimitedTo(2)}[Service]\nRestart=always\nRestartSec=0\n");
        var claim = await Tool.PrepareAsync(First);
        await Node.KillAsync("activate", Requests.Activate(claim, First, Deadly("/nowhere")), $"[ -e {ToolNode.State}/start.log ]", withChildren: true);
        (await Node.RunAsync($"systemctl start {Node.Service}; until systemctl is-failed {Node.Service}; do sleep 0.1; done")).MustSucceed();

        (await Tool.ReleaseAsync()).MustSucceed();

        await AssertAsBeforeAsync();
        await AssertUnitRunsServerAsync();
    }

    private static string LimitedTo(int starts) => $"[Unit]\nStartLimitIntervalSec=1h\nStartLimitBurst={starts}\n";
}

[Collection(NodeKind.MariaDb118Systemd)]
public sealed class SystemdWithMariaDb118(MariaDb118Systemd fixture) : Systemd(fixture);

[Collection(NodeKind.MySql97Systemd)]
[Trait("Scope", "thorough")]
public sealed class SystemdWithMySql97(MySql97Systemd fixture) : Systemd(fixture);
