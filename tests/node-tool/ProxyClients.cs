using EncryptionInTransit.Lab;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>The proxy's own clients: seen by audit, and refused without TLS once it is on.</summary>
public sealed class ProxyClients(ProxyFixture fixture) : ProxyTest(fixture)
{
    private const string UseSsl = "SELECT DISTINCT use_ssl FROM {0}mysql_users WHERE username = 'app' AND frontend = 1";

    [Fact]
    public async Task Audit_ListsThoseWithoutTls_AndChangesNothingForThem()
    {
        await using (await ConnectAsync(tls: false))
        {
            var activated = (await Proxy.EncryptAsync(Proxy.Wanted(First) with { RequireSecureTransport = "audit", Allowed = ["plaintext-client\tapp@127.0.0.1"] })).MustSucceed();

            Assert.Matches(
                """\nplaintext-clients: \[\{"user":"app","host":"127\.0\.0\.1","program":"","lastSeen":"[0-9T:-]+Z","source":"session","allowed":true\}\]\n$""",
                activated.Output);
        }

        Assert.All(await InLayersAsync(UseSsl), value => Assert.Equal("0", value));
        Assert.Equal("0\n", await Node.QueryAsync("SELECT variable_value FROM runtime_global_variables WHERE variable_name = 'mysql-show_processlist_extended'"));
    }

    [Fact]
    public async Task On_IsRefusedWhileOneIsConnected_ThenDone_AndOffAgain()
    {
        var on = Proxy.Wanted(First) with { RequireSecureTransport = "on" };
        var claim = await Proxy.PrepareAsync(First);
        await using (await ConnectAsync(tls: false))
        {
            NodeToolTest.AssertFailed(
                1, await Proxy.Tool.RunAsync("activate-proxy", on.Text(claim)),
                "a client is connected to ProxySQL in plaintext: app@127.0.0.1", "tls.allowedPlaintextClients");
        }

        await using (await ConnectAsync(tls: true))
            Assert.EndsWith("\nplaintext-clients: []\n", (await Proxy.Tool.RunAsync("activate-proxy", on.Text(claim))).MustSucceed().Output, StringComparison.Ordinal);

        Assert.All(await InLayersAsync(UseSsl), value => Assert.Equal("1", value));
        Assert.Contains("SSL is required", (await LoginAsync(tls: false)).Error, StringComparison.Ordinal);
        Assert.DoesNotContain("SSL is required", (await LoginAsync(tls: true)).Error, StringComparison.Ordinal);
        (await Proxy.Tool.RunAsync("verify")).MustSucceed();

        (await Proxy.EncryptAsync(First)).MustSucceed();
        Assert.All(await InLayersAsync(UseSsl), value => Assert.Equal("0", value));
    }

    [Fact]
    public async Task On_SparesTheUserThatIsAllowedByName()
    {
        await Node.QueryAsync(
            """
            INSERT INTO mysql_users (username, password, default_hostgroup) VALUES ('other', 'secret', 1);
            LOAD MYSQL USERS TO RUNTIME; SAVE MYSQL USERS TO DISK
            """);

        (await Proxy.EncryptAsync(Proxy.Wanted(First) with { RequireSecureTransport = "on", Allowed = ["plaintext-client\tapp@*"] })).MustSucceed();

        Assert.All(
            await InLayersAsync("SELECT DISTINCT username, use_ssl FROM {0}mysql_users WHERE frontend = 1 ORDER BY 1"),
            rows => Assert.Equal("app\t0\nother\t1", rows));
        await Node.QueryAsync("DELETE FROM mysql_users WHERE username = 'other'; LOAD MYSQL USERS TO RUNTIME; SAVE MYSQL USERS TO DISK");
    }

    private Task<CommandOutput> LoginAsync(bool tls) => Node.RunAsync($"mariadb --defaults-file=/root/app.cnf {(tls ? "--ssl" : "--skip-ssl")} -e 'SELECT 1'");

    /// <summary>A client that is connected and idle, until disposed.</summary>
    private async Task<IAsyncDisposable> ConnectAsync(bool tls)
    {
        (await Node.RunAsync(
            $$"""
            touch /run/idle
            (while [ -e /run/idle ]; do sleep 0.1; done | mariadb --defaults-file=/root/app.cnf {{(tls ? "--ssl" : "--skip-ssl")}}) >/run/idle.out 2>&1 </dev/null &
            for tries in $(seq 100); do
                mariadb --defaults-file=/etc/lab/admin.cnf -NBe "SELECT user FROM stats_mysql_processlist" | grep -q '^app$' && exit 0
                sleep 0.1
            done
            cat /run/idle.out; exit 1
            """)).MustSucceed();
        return new Mend(async () => (await Node.RunAsync(
            """
            rm -f /run/idle
            for tries in $(seq 100); do
                mariadb --defaults-file=/etc/lab/admin.cnf -NBe "SELECT user FROM stats_mysql_processlist" | grep -q '^app$' || exit 0
                sleep 0.1
            done
            exit 1
            """)).MustSucceed());
    }

    private sealed class Mend(Func<Task> action) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await action();
    }
}
