using EncryptionInTransit.Lab;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>Units as their administrators change them.</summary>
[Collection(NodeKind.MariaDb118Systemd)]
public sealed class SystemdUnitEdited(MariaDb118Systemd fixture) : SystemdTest(fixture)
{
    [Fact]
    public async Task AUnitThatAlwaysStartsItsServer_DoesNotStartItMidway()
    {
        await using var _ = await Unit.EditAsync("[Service]\nRestart=always\nRestartSec=0\n");
        // Nothing is put back before systemd has come to an end with whatever it does about a server that was shut down.
        await Node.PutFileAsync(
            "/usr/local/sbin/rm",
            $"#!/bin/sh\nwhile [ -e {ToolNode.State}/stopped ] && systemctl is-active {Node.Service} | grep -q ing; do sleep 0.05; done\nexec /usr/bin/rm \"$@\"\n",
            "0755");
        (await Tool.EncryptAsync(First, Restarting)).MustSucceed();
        await AssertUnitRunsServerAsync();

        (await Tool.ReleaseAsync()).MustSucceed();

        await AssertUnitRunsServerAsync();
        (await Node.RunAsync("/usr/bin/rm /usr/local/sbin/rm")).MustSucceed();
        await AssertAsBeforeAsync();
        // MariaDB may hang when it is told to end while it starts.
        var steps = await Node.RunAsync($"journalctl -q -o cat -u {Node.Service} | grep -oE '^(Starting|Started|Stopped|Failed) '");
        Assert.DoesNotMatch("Starting \n(Stopped|Failed|Starting)", steps.MustSucceed().Output);
    }

    /// <summary>Nobody would start it again.</summary>
    [Fact]
    public async Task AServiceThatRequiresTheServer_IsNotStoppedWithIt()
    {
        await using var _ = await Unit.AddDependentAsync("orders", "Requires");
        var pid = await Node.DatabasePidAsync();

        (await Tool.EncryptAsync(First)).MustSucceed();

        Assert.NotEqual(pid, await Node.DatabasePidAsync());
        (await Node.RunAsync("systemctl is-active orders")).MustSucceed();
    }

    [Fact]
    public async Task AServerOfAnotherUnit_IsStartedByTheCommandThatIsGiven()
    {
        const string Other = "orders-database";
        await using var _ = await Unit.RenameAsync(Other);
        var claim = await Tool.PrepareAsync(First);
        var (before, pid) = (await ServerAndFilesAsync(), await Node.DatabasePidAsync());

        AssertFailed(
            1, await Tool.ActivateAsync(claim, First, Restarting),
            $"systemd runs this server in {Other}.service, while {Node.Service}.service would be started; nothing was touched",
            "set database.startCommand");
        Assert.Equal((before, pid), (await ServerAndFilesAsync(), await Node.DatabasePidAsync()));

        (await Tool.RunAsync("claim", Requests.Text([$"owner: {Requests.Owner}", $"server: {Node.Server}", $"start-command: systemctl start {Other}"]))).MustSucceed();
        AssertFailed(1, await Tool.ActivateAsync(claim, First, Deadly("/nowhere")), "/nowhere", "rolled back: ");
        (await Tool.ReleaseAsync()).MustSucceed();
        await AssertAsBeforeAsync();
    }

    /// <summary>Root can read the files, and so can the server's user; the unit cannot.</summary>
    [Fact]
    public async Task AUnitThatMayNotReachItsKeys_RunsAsBefore()
    {
        await using var _ = await Unit.EditAsync("[Service]\nInaccessiblePaths=-/var/lib/jelastic\n");
        var claim = await Tool.PrepareAsync(First);
        (await Node.RunAsync($"systemctl restart {Node.Service}")).MustSucceed();
        var before = await ServerAndFilesAsync();

        AssertFailed(1, await Tool.ActivateAsync(claim, First), "rolled back: ");

        Assert.Equal(before, await ServerAndFilesAsync());
        await AssertUnitRunsServerAsync();
    }
}
