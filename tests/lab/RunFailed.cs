namespace EncryptionInTransit.Lab.Tests;

/// <summary>A start that fails says why, and leaves nothing.</summary>
public sealed class RunFailed : IAsyncLifetime
{
    // Not the test machine's own: no network, and base systems that are not there.
    private const string NoTrees = "mkdir -p /var/cache/encryption-in-transit-lab; mount -t tmpfs tmpfs /var/cache/encryption-in-transit-lab; ";

    private readonly Sandbox _sandbox = new();

    public Task InitializeAsync() => _sandbox.InitializeAsync();

    public Task DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task AnUnknownKind_IsNamed()
    {
        var error = await Assert.ThrowsAsync<LabException>(() => LabRun.StartAsync(new NodeSpec("db", "oracle-23")));

        Assert.Contains("'oracle-23' is not a kind of node", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABaseSystemThatCannotBeBuilt_IsReportedWithItsLog()
    {
        var output = await _sandbox.RunAsync(NoTrees + "lab up --run boxed db1=mariadb-10.11");

        Assert.Equal(1, output.ExitCode);
        Assert.Contains("mariadb-10.11: its base system could not be built; the whole log: /var/cache", output.Error, StringComparison.Ordinal);
        Assert.Equal("", (await _sandbox.RunAsync("ls -d /var/cache/encryption-in-transit-lab/mariadb*/")).Output);
    }

    [Fact]
    public async Task BuildersOfAKilledUp_AreGone()
    {
        await _sandbox.RunAsync(NoTrees);
        var before = await _sandbox.StateAsync();

        (await _sandbox.RunAsync(
            """
            moment() { [ -d /var/cache/encryption-in-transit-lab/.mariadb-10.11.building ]; }
            lab up --run boxed db1=mariadb-10.11 >/dev/null 2>&1 & up=$!
            wait_for moment
            kill -KILL $up
            lab down --run boxed
            moment && exit 1 || true
            """)).MustSucceed();

        Assert.Equal(before, await _sandbox.StateAsync());
    }
}
