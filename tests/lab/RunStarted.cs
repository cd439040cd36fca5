namespace EncryptionInTransit.Lab.Tests;

/// <summary>`up`, more than once, and by several at a time.</summary>
public sealed class RunStarted : IAsyncLifetime
{
    private readonly Sandbox _sandbox = new();

    public async Task InitializeAsync()
    {
        (await LabTrees.EnsureAsync()).MustSucceed();
        await _sandbox.InitializeAsync();
    }

    public Task DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task Again_LeavesWhatRuns()
    {
        (await _sandbox.RunAsync("lab up --run boxed db1=mariadb-10.11")).MustSucceed();
        var before = (await _sandbox.RunAsync("lab list --json")).MustSucceed().Output;

        var again = (await _sandbox.RunAsync("lab up --run boxed db1=mariadb-10.11")).MustSucceed();

        Assert.Contains("all nodes are up", again.Error, StringComparison.Ordinal);
        Assert.Equal(before, (await _sandbox.RunAsync("lab list --json")).MustSucceed().Output);
    }

    [Fact]
    public async Task AfterUpWasKilled_IsCompleted()
    {
        (await _sandbox.RunAsync(
            """
            moment() { [ -s $S/boxed/nodes/db1/pid ]; }
            lab up --run boxed db1=mariadb-10.11 db2=mariadb-10.11 & up=$!
            wait_for moment
            kill -KILL $up
            """)).MustSucceed();

        (await _sandbox.RunAsync("lab up --run boxed db1=mariadb-10.11 db2=mariadb-10.11")).MustSucceed();

        (await _sandbox.RunAsync("lab ssh --run boxed db1 true && lab ssh --run boxed db2 true && lab exec --run boxed db1 mariadb -e 'SELECT 1' && lab exec --run boxed db2 mariadb -e 'SELECT 1'")).MustSucceed();
    }

    [Fact]
    public async Task ByTwoAtATime_IsOneRun()
    {
        (await _sandbox.RunAsync("lab up --run boxed db1=mariadb-10.11 & lab up --run boxed db2=mariadb-10.11 && wait $!")).MustSucceed();

        var addresses = (await _sandbox.RunAsync("lab list | grep -o '198[.0-9]*'")).MustSucceed().Output;

        var parts = addresses.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(address => address.Split('.')).ToArray();
        Assert.Equal(["11", "12"], parts.Select(part => part[3]).Order());
        Assert.Single(parts.Select(part => part[2]).Distinct());
    }

    [Fact]
    public async Task OfADeadOwner_IsRemovedByTheNextUp()
    {
        (await _sandbox.RunAsync(
            """
            sleep infinity >/dev/null 2>&1 & owner=$!
            lab up --run boxed-orphan --owner $owner db1=mariadb-10.11
            kill -KILL $owner
            lab up --run boxed-next db1=mariadb-10.11
            """)).MustSucceed();

        var list = (await _sandbox.RunAsync("lab list")).MustSucceed().Output;

        Assert.Contains("next", list, StringComparison.Ordinal);
        Assert.DoesNotContain("orphan", list, StringComparison.Ordinal);
        Assert.Single((await _sandbox.RunAsync("ls -d /sys/class/net/*/bridge")).MustSucceed().Output.Trim().Split('\n'));
    }

    [Fact]
    public async Task OfALivingOwner_StaysThroughDownStale()
    {
        (await _sandbox.RunAsync("sleep infinity >/dev/null 2>&1 & lab up --run boxed-owned --owner $! db1=mariadb-10.11 && lab down --stale")).MustSucceed();

        Assert.Contains("owned", (await _sandbox.RunAsync("lab list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithAProxySqlThatIsNone_IsRefusedBeforeAnythingIsMade()
    {
        var before = await _sandbox.StateAsync();

        var output = await _sandbox.RunAsync("PROXYSQL_BINARY=/nowhere/proxysql lab up --run boxed p1=proxysql");

        Assert.Equal(2, output.ExitCode);
        Assert.Contains("PROXYSQL_BINARY is '/nowhere/proxysql', which is no program", output.Error, StringComparison.Ordinal);
        Assert.Equal(before, await _sandbox.StateAsync());
    }

    [ProxySqlStandInFact]
    public async Task WithAStandIn_SaysSo()
    {
        var output = (await _sandbox.RunAsync("lab up --run boxed p1=proxysql && lab list --json")).MustSucceed();

        Assert.Contains("p1: proxysql (a stand-in) at ", output.Error, StringComparison.Ordinal);
        Assert.Contains("\"standIn\":true", output.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("db1=oracle-23", "'oracle-23' is not a kind of node; there are: mariadb-10.11-galera mariadb-10.11-python3 mariadb-10.11 mariadb-11.8-galera mariadb-11.8-systemd mariadb-11.8 mysql-9.7-systemd mysql-9.7 proxysql")]
    [InlineData("db1", "'db1' is not NAME=KIND")]
    [InlineData("DB1=mysql-9.7", "'DB1' cannot name a node")]
    [InlineData("db1=mysql-9.7 db1=mysql-9.7", "two nodes are called 'db1'")]
    [InlineData("--run ../x db1=mysql-9.7", "'../x' cannot name a run")]
    [InlineData("--owner nobody", "--owner needs the id of a running process, not 'nobody'")]
    public async Task WithAMistake_IsRefusedBeforeAnythingIsMade(string arguments, string message)
    {
        var before = await _sandbox.StateAsync();

        var output = await _sandbox.RunAsync($"lab up {arguments}");

        Assert.Equal(2, output.ExitCode);
        Assert.Contains(message, output.Error, StringComparison.Ordinal);
        Assert.Equal(before, await _sandbox.StateAsync());
    }
}
