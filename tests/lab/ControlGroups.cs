namespace EncryptionInTransit.Lab.Tests;

/// <summary>
/// A node with systemd has control groups, which are the whole machine's: it sees its own alone, and `down` leaves none.
/// </summary>
public sealed class ControlGroups : SandboxedRun
{
    // The sandbox has no control groups of its own, so the run's name is nobody else's.
    private static readonly string s_run = $"boxed-{Environment.ProcessId}";

    [Fact]
    public async Task OfANode_AreItsOwn_AndGoWithItsRun()
    {
        (await Sandbox.RunAsync($"lab up --run {s_run} db1=mariadb-11.8-systemd")).MustSucceed();
        var group = $"encryption-in-transit-lab.{s_run}.db1";
        Assert.Contains($"{group}/system.slice/mariadb.service\n", await GroupsAsync(), StringComparison.Ordinal);
        var seen = await Sandbox.RunAsync($"lab exec --run {s_run} db1 sh -c 'ls /sys/fs/cgroup; ! (: >/proc/sys/vm/max_map_count)'");
        Assert.Contains("system.slice\n", seen.MustSucceed().Output, StringComparison.Ordinal);
        Assert.DoesNotContain("encryption-in-transit-lab", seen.Output, StringComparison.Ordinal);
        Assert.Contains("Read-only file system", seen.Error, StringComparison.Ordinal);

        (await Sandbox.RunAsync($"lab down --run {s_run}")).MustSucceed();

        Assert.Equal("", await GroupsAsync());
        Assert.Equal(Before, await Sandbox.StateAsync());
    }

    [Fact]
    public async Task OfARunWhoseOwnerWasKilledMidway_GoWithTheNextRun()
    {
        (await Sandbox.RunAsync(
            $$"""
            moment() { [ -S /proc/$(cut -d' ' -f1 $S/{{s_run}}/nodes/db1/pid)/root/run/systemd/private ]; }
            lab up --run {{s_run}} --owner $BASHPID db1=mariadb-11.8-systemd & up=$!
            wait_for moment 2>/dev/null
            kill -KILL $up
            """)).MustSucceed();
        Assert.NotEqual("", await GroupsAsync());

        (await Sandbox.RunAsync("lab down --stale")).MustSucceed();

        Assert.Equal("", await GroupsAsync());
        Assert.Equal(Before, await Sandbox.StateAsync());
    }

    private async Task<string> GroupsAsync() => (await Sandbox.RunAsync(
        $"unshare --mount sh -c 'mount -t cgroup2 cgroup2 /run && cd /run && find . -type d -path \"./encryption-in-transit-lab.{s_run}.*\" | cut -c3-'"))
        .MustSucceed().Output;
}
