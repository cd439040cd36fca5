namespace EncryptionInTransit.Lab.Tests;

/// <summary>`down` leaves the machine as it was, whatever became of `up` before.</summary>
[Trait("Scope", "thorough")]
public sealed class RunEnded : SandboxedRun
{
    private const string Nodes = "db1=mariadb-10.11 db2=mariadb-10.11";

    [Fact]
    public async Task AfterAWholeUp_NothingIsLeft()
    {
        (await Sandbox.RunAsync($"lab up --run boxed {Nodes}")).MustSucceed();
        var during = await Sandbox.StateAsync();

        await DownLeavesNothingAsync();

        Assert.Contains("mariadbd", during, StringComparison.Ordinal);
        Assert.Contains("-12\nlink", during, StringComparison.Ordinal);
        Assert.Contains("route unreachable 198.", during, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("its folder is there", "[ -d $S/boxed ]")]
    [InlineData("its subnet is recorded", "[ -s $S/boxed/subnet ]")]
    [InlineData("its bridge is there", "[ -e /sys/class/net/eit$(cat $S/boxed/subnet) ]")]
    [InlineData("its first node has files", "[ -d $S/boxed/nodes/db1/files ]")]
    [InlineData("its first node has a process", "[ -s $S/boxed/nodes/db1/pid ]")]
    [InlineData("its first node is connected", "[ -e /sys/class/net/eit$(cat $S/boxed/subnet)-11 ]")]
    [InlineData("its first node is ready", "[ -e $S/boxed/nodes/db1/ready ]")]
    public async Task AfterUpWasKilled_NothingIsLeft(string when, string condition)
    {
        (await Sandbox.RunAsync(
            $$"""
            moment() { {{condition}}; }
            lab up --run boxed {{Nodes}} & up=$!
            wait_for moment
            kill -KILL $up || { echo "too late: {{when}}" >&2; exit 1; }
            """)).MustSucceed();

        await DownLeavesNothingAsync();
    }

    [Theory]
    [InlineData("its folder", "rm -rf --one-file-system $S/boxed")]
    [InlineData("its subnet's number", "rm $S/boxed/subnet")]
    [InlineData("its folder and bridge", "ip link delete eit$(cat $S/boxed/subnet); rm -rf --one-file-system $S/boxed")]
    [InlineData("a node's link", "ip link delete eit$(cat $S/boxed/subnet)-11")]
    [InlineData("its route", "ip route delete $(ip route show type unreachable)")]
    [InlineData("a node's processes", "kill -KILL $(cut -d' ' -f1 $S/boxed/nodes/db2/pid)")]
    public async Task AfterHalfOfItWasLost_NothingIsLeft(string what, string loss)
    {
        (await Sandbox.RunAsync($"lab up --run boxed {Nodes}")).MustSucceed();
        var output = await Sandbox.RunAsync(loss);
        Assert.True(output.ExitCode == 0, $"{what}: {output.Error}");

        await DownLeavesNothingAsync();
    }

    [Fact]
    public async Task ARunThatNeverWas_EndsAsWell()
    {
        (await Sandbox.RunAsync("lab down --run boxed-never")).MustSucceed();

        await DownLeavesNothingAsync();
    }

    [Fact]
    public async Task OtherRuns_GoOn()
    {
        (await Sandbox.RunAsync("lab up --run boxed-a db1=mariadb-10.11; lab up --run boxed-b db1=mariadb-10.11; lab down --run boxed-a")).MustSucceed();

        var list = (await Sandbox.RunAsync("lab list; lab exec --run boxed-b db1 mariadb -e 'SELECT 1'; lab ssh --run boxed-b db1 true")).MustSucceed();

        Assert.Single(list.Output.Split('\n'), line => line.Contains(" up", StringComparison.Ordinal));
        (await Sandbox.RunAsync("lab down --all")).MustSucceed();
        Assert.Equal(Before, await Sandbox.StateAsync());
    }

    private async Task DownLeavesNothingAsync()
    {
        (await Sandbox.RunAsync("lab down --run boxed")).MustSucceed();
        Assert.Equal(Before, await Sandbox.StateAsync());

        (await Sandbox.RunAsync("lab down --run boxed")).MustSucceed();
        Assert.Equal(Before, await Sandbox.StateAsync());
    }
}
