using EncryptionInTransit.Lab;
using EncryptionInTransit.NodeTool.Tests.Fixtures;
using Xunit.Abstractions;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>Clients are at work through the proxy meanwhile: what only a real ProxySQL can show.</summary>
public sealed class ProxyTraffic(ProxyFixture fixture, ITestOutputHelper output) : ProxyTest(fixture)
{
    [RealProxySqlFact]
    public async Task AnInstall_FailsNoQuery_AndLeavesNoPlaintextBehind()
    {
        // Encrypted connections outlive a release: a new process has none.
        await Proxy.RestartAsync();
        await using var load = await QueryLoad.StartAsync(Fixture.Layer);
        await MonitorIsConnectedInPlaintextAsync();
        var before = await SessionsAsync(Fixture.MariaDb);
        Assert.True(before.Count > 1, string.Join(' ', before));

        var activated = (await Proxy.EncryptAsync(First)).MustSucceed();

        Assert.Contains("retired: no connection to a backend is older than its TLS\n", activated.Output, StringComparison.Ordinal);
        Assert.Empty(before.Intersect(await SessionsAsync(Fixture.MariaDb)));
        Assert.Equal("", await PlaintextUsersAsync(Fixture.MySql));
        await AssertNoneFailedAsync(load, "install");
        Assert.NotEqual("", (await Fixture.Layer.QueryAsync("SHOW STATUS LIKE 'Ssl_cipher'")).Split('\t')[1].Trim());
    }

    [RealProxySqlFact]
    public async Task AReissue_OfTheFrontendAndOfABackend_FailsNoQuery()
    {
        (await Proxy.EncryptAsync(First)).MustSucceed();
        await using var load = await QueryLoad.StartAsync(Fixture.Layer);

        (await Proxy.EncryptAsync(Second)).MustSucceed();
        Assert.Equal(Second.Fingerprint, await Proxy.ServedAsync());

        var renewed = Fixture.MariaDb with { Certificates = await Fixture.MariaDb.Authority.IssueAsync() };
        (await renewed.Tool.EncryptAsync(renewed.Certificates)).MustSucceed();
        (await Proxy.EncryptAsync(Proxy.Wanted(Second) with { Backends = [renewed, Fixture.MySql] })).MustSucceed();
        await AssertNoneFailedAsync(load, "re-issue of frontend and backend");

        (await Fixture.MariaDb.Tool.EncryptAsync(Fixture.MariaDb.Certificates)).MustSucceed();
    }

    [RealProxySqlFact]
    public async Task ATransactionThatLasts_IsNamed_AndTheNextRunGoesOn()
    {
        await using (await LongTransactionAsync())
        {
            var held = await Proxy.EncryptAsync(First);

            Assert.Equal(1, held.ExitCode);
            Assert.Contains($"session ", held.Error, StringComparison.Ordinal);
            Assert.Contains($"of {ProxyLayer.ApplicationUser}@127.0.0.1 on {Fixture.MariaDb.Address}", held.Error, StringComparison.Ordinal);
            Assert.Equal(First.Fingerprint, await Proxy.ServedAsync());
        }

        var again = (await Proxy.EncryptAsync(First)).MustSucceed();

        Assert.Contains("retired: ", again.Output, StringComparison.Ordinal);
        (await Proxy.Tool.RunAsync("verify")).MustSucceed();
    }

    [RealProxySqlFact]
    public async Task ABackendWithACertificateOfAnotherCa_GetsNoQuery()
    {
        (await Proxy.EncryptAsync(First)).MustSucceed();
        using var stranger = await Authority.CreateAsync(Fixture.MariaDb.Tool.Node.Hostname, Fixture.MariaDb.Tool.Node.Address);
        (await Fixture.MariaDb.Tool.EncryptAsync(await stranger.IssueAsync())).MustSucceed();
        // A CA once loaded stays trusted for as long as the process lives.
        await Proxy.RestartAsync();

        await Assert.ThrowsAsync<LabException>(() => Fixture.Layer.QueryAsync("SELECT 1"));
        Assert.Contains("FAILED: each backend proves its TLS to this node", (await Proxy.Tool.RunAsync("verify")).Output, StringComparison.Ordinal);

        (await Fixture.MariaDb.Tool.EncryptAsync(Fixture.MariaDb.Certificates)).MustSucceed();
        await Proxy.RestartAsync();
    }

    private async Task AssertNoneFailedAsync(QueryLoad load, string what)
    {
        var (answered, errors) = await load.StopAsync();
        output.WriteLine($"{what}: {answered} queries answered");
        Assert.Equal("", errors);
        Assert.True(answered > 0);
    }

    /// <summary>The numbers of the proxy's sessions on a database: all of those before are gone where no plaintext is left.</summary>
    private static async Task<IReadOnlyCollection<string>> SessionsAsync(ProxyBackend backend) => (await backend.Tool.Node.QueryAsync(
        $"SELECT id FROM information_schema.processlist WHERE user IN ('{ProxyLayer.MonitorUser}', '{ProxyLayer.ApplicationUser}')"))
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Who is connected to MySQL over TCP without TLS: it knows, where MariaDB, as it is shipped, does not.</summary>
    private static async Task<string> PlaintextUsersAsync(ProxyBackend backend) => await backend.Tool.Node.QueryAsync(
        "SELECT DISTINCT processlist_user FROM performance_schema.threads WHERE connection_type = 'TCP/IP' AND processlist_user IS NOT NULL");

    private async Task MonitorIsConnectedInPlaintextAsync()
    {
        for (var tries = 0; await PlaintextUsersAsync(Fixture.MySql) != $"{ProxyLayer.MonitorUser}\n"; tries++)
        {
            Assert.True(tries < 300, "the monitor does not connect");
            await Task.Delay(100);
        }
    }

    private async Task<IAsyncDisposable> LongTransactionAsync()
    {
        await Fixture.Layer.QueryAsync($"CREATE TABLE IF NOT EXISTS {ProxyLayer.Database}.counter (id INT PRIMARY KEY, n INT); REPLACE INTO {ProxyLayer.Database}.counter VALUES (1, 0)");
        (await Node.RunAsync(
            $$"""
            rm -f /run/held && mkfifo /run/held
            (mariadb --defaults-file=/root/app.cnf --batch --skip-column-names --unbuffered </run/held >/run/held.rows 2>&1) &
            exec 5>/run/held
            echo "BEGIN; UPDATE {{ProxyLayer.Database}}.counter SET n = 1 WHERE id = 1; SELECT 'held';" >&5
            (exec >/dev/null 2>&1 </dev/null; touch /run/holding; while [ -e /run/holding ]; do sleep 0.1; done; echo "COMMIT; SELECT 'released';" >&5) &
            for tries in $(seq 100); do grep -q held /run/held.rows 2>/dev/null && exit 0; sleep 0.1; done
            cat /run/held.rows; exit 1
            """)).MustSucceed();
        return new Mend(async () => (await Node.RunAsync(
            """
            rm -f /run/holding
            for tries in $(seq 100); do grep -q released /run/held.rows && exit 0; sleep 0.1; done
            exit 1
            """)).MustSucceed());
    }

    private sealed class Mend(Func<Task> action) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await action();
    }
}
