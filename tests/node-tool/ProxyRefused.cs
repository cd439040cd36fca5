using EncryptionInTransit.Lab;
using EncryptionInTransit.Lab.Faults;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>What cannot go well with a ProxySQL is refused, with its cure, before anything is touched.</summary>
public sealed class ProxyRefused(ProxyFixture fixture) : ProxyTest(fixture)
{
    private const string Refusal = "refused before anything was touched";

    [Theory]
    [InlineData("wrong", null, "ProxySQL refuses the login of admin", "proxysql.adminPassword")]
    [InlineData(ProxyNode.AdminPassword, "6099", "nothing answers on the admin port 127.0.0.1:6099", "start ProxySQL: service proxysql start")]
    public async Task AnAdministratorThatDoesNotGetIn(string password, string? port, params string[] says)
    {
        NodeToolTest.AssertFailed(1, await Proxy.Tool.RunAsync("claim", ProxyNode.ClaimRequest(password: password, port: port)), says);
        await AssertAsBeforeAsync();
    }

    [Fact]
    public async Task AClaimWithoutALogin_OrOfAnotherServer()
    {
        NodeToolTest.AssertFailed(2, await Proxy.Tool.RunAsync("claim", Requests.Claim("proxysql")), "key \"admin-user\" is missing or empty");
        await Proxy.ClaimAsync();
        NodeToolTest.AssertFailed(2, await Proxy.Tool.RunAsync("claim", Requests.Claim("mariadb")), "this node is claimed as proxysql, the request says mariadb");
    }

    [Theory]
    [InlineData("db1\t3306\tnone\ttransport", "file \"backends\" has a line that is not allowed: db1\t3306\tnone\ttransport")]
    [InlineData("db1\t3306", "give HOST, PORT, SHA-256, and transport or accounts")]
    public async Task ABadRequest(string backends, string says)
    {
        var claim = await Proxy.PrepareAsync(First);
        var request = Requests.Text(
            [$"claim: {claim}", $"server-generation: {First.ServerGeneration}", $"client-generation: {First.ClientGeneration}",
                $"certificate-sha256: {First.Fingerprint}", "require-secure-transport: off"],
            ("backends", backends));

        NodeToolTest.AssertFailed(2, await Proxy.Tool.RunAsync("activate-proxy", request), says, "nothing was touched");
    }

    [Fact]
    public async Task BackendsThatProxySqlDoesNotHave_AndThoseNotNamed_AllAtOnce()
    {
        var stranger = Fixture.MySql with { Tool = new ToolNode(Node) };

        await RefusesAsync(
            Proxy.Wanted(First) with { Backends = [Fixture.MariaDb, stranger] },
            $"ProxySQL has no backend {Node.Address}:6033 (its mysql_servers: ", "proxysql.backends",
            $"ProxySQL's backend {Fixture.MySql.Address} is not in the configuration", "proxysql.otherBackends");
    }

    [Fact]
    public async Task ABackend_ThatDoesNotProveItsTls()
    {
        await RefusesAsync(
            Proxy.Wanted(First) with { BackendFingerprint = First.Fingerprint },
            $"the backend {Fixture.MariaDb.Address} serves another certificate than its node should: {Fixture.MariaDb.Certificates.Fingerprint}");
        await RefusesAsync(
            Proxy.Wanted(First) with { BackendCa = First.Root },
            $"the certificate of the backend {Fixture.MySql.Address} is not accepted with its CA");
        await using (await Fixture.MySql.Tool.Node.StopDatabaseAsync())
            await RefusesAsync(Proxy.Wanted(First), $"the backend {Fixture.MySql.Address} shows no TLS to this node");
        // A real one has shunned it by now.
        await Node.QueryAsync("LOAD MYSQL SERVERS TO RUNTIME");
    }

    [Fact]
    public async Task UsersThatCouldFallBackToPlaintext_Silently()
    {
        var wanted = Proxy.Wanted(First) with { Exclusion = "accounts" };

        await RefusesAsync(
            wanted,
            $"\"{ProxyLayer.ApplicationUser}\" could fall back to plaintext on {Fixture.MariaDb.Address} {Fixture.MySql.Address}, silently",
            $"\"{ProxyLayer.MonitorUser}\" could fall back to plaintext", "(it is ProxySQL's monitor)", "proxysql.fallbackUsers");

        (await Proxy.EncryptAsync(wanted with
        {
            RestrictedUsers = [ProxyLayer.ApplicationUser],
            Allowed = [$"fallback\t{ProxyLayer.MonitorUser}"],
        })).MustSucceed();
    }

    [Fact]
    public async Task SomebodysEditsThatWereNeverLoaded_EachByName()
    {
        await Node.QueryAsync(
            $"""
            UPDATE global_variables SET variable_value = '7777' WHERE variable_name = 'mysql-max_connections';
            UPDATE mysql_servers SET weight = 7 WHERE hostgroup_id = 1;
            DELETE FROM mysql_servers WHERE hostgroup_id = {ProxyFixture.OtherHostgroup};
            INSERT INTO mysql_servers (hostgroup_id, hostname, port) VALUES (8, '{Fixture.MariaDb.Tool.Node.Address}', 3306);
            INSERT INTO mysql_replication_hostgroups (writer_hostgroup, reader_hostgroup) VALUES (71, 72);
            INSERT INTO mysql_servers_ssl_params (hostname, port, ssl_ca) VALUES ('other.example', 3306, '/etc/ssl/theirs.pem');
            """);
        var names = new[]
        {
            "mysql-max_connections", $"mysql_servers 1:{Fixture.MariaDb.Address}", $"mysql_servers {ProxyFixture.OtherHostgroup}:{Fixture.MariaDb.Address}",
            $"mysql_servers 8:{Fixture.MariaDb.Address}", "mysql_replication_hostgroups 71", "mysql_servers_ssl_params other.example:3306",
        };

        await RefusesAsync(Proxy.Wanted(First), [.. names.Select(name => $"somebody's edit is in main and was never loaded: {name}."), "proxysql.pendingEdits"]);

        await Node.QueryAsync(
            "DELETE FROM mysql_replication_hostgroups; DELETE FROM mysql_servers_ssl_params; SAVE MYSQL SERVERS FROM RUNTIME; SAVE MYSQL VARIABLES FROM RUNTIME");
    }

    [Fact]
    public async Task SomebodysEdit_ThatIsAllowedByName_IsLoaded()
    {
        await Node.QueryAsync("UPDATE mysql_servers SET weight = 7 WHERE hostgroup_id = 1");

        (await Proxy.EncryptAsync(Proxy.Wanted(First) with { Allowed = [$"pending-edit\tmysql_servers 1:{Fixture.MariaDb.Address}"] })).MustSucceed();

        Assert.Equal("7\n", await Node.QueryAsync("SELECT weight FROM runtime_mysql_servers WHERE hostgroup_id = 1"));
        await Node.QueryAsync("UPDATE mysql_servers SET weight = 1 WHERE hostgroup_id = 1; LOAD MYSQL SERVERS TO RUNTIME");
    }

    [Fact]
    public async Task SomebodysEditThatWasLoadedAndNotSaved_IsNotSavedByUs()
    {
        await Node.QueryAsync("UPDATE mysql_servers SET weight = 7 WHERE hostgroup_id = 1; LOAD MYSQL SERVERS TO RUNTIME");

        (await Proxy.EncryptAsync(First)).MustSucceed();

        Assert.Equal(["7\t1", "7\t1", "1\t1"], await InLayersAsync("SELECT weight, use_ssl FROM {0}mysql_servers WHERE hostgroup_id = 1"));
        await Node.QueryAsync("UPDATE mysql_servers SET weight = 1 WHERE hostgroup_id = 1; LOAD MYSQL SERVERS TO RUNTIME");
    }

    [Fact]
    public async Task AMemberOfACluster_UnlessAllowed()
    {
        await Node.QueryAsync("INSERT INTO proxysql_servers (hostname, port) VALUES ('192.0.2.7', 6032); LOAD PROXYSQL SERVERS TO RUNTIME");

        await RefusesAsync(Proxy.Wanted(First), "this ProxySQL belongs to a cluster (192.0.2.7:6032)", "proxysql.pendingEdits: [proxysql_servers]");

        await Node.QueryAsync("DELETE FROM proxysql_servers; LOAD PROXYSQL SERVERS TO RUNTIME");
    }

    [Fact]
    public async Task CertificatesThatAreNotThere_OrCannotBeRead()
    {
        var claim = await Proxy.PrepareAsync(First);
        NodeToolTest.AssertFailed(
            1, await Proxy.Tool.RunAsync("activate-proxy", Proxy.Wanted(Second).Text(claim)),
            $"the server certificates of generation {Second.ServerGeneration} are not on this node");
        await Node.RunAsync($"chown root /var/lib/jelastic/keys/SSL-TLS/.generations/server-{First.ServerGeneration}/server.key");
        NodeToolTest.AssertFailed(
            1, await Proxy.Tool.RunAsync("activate-proxy", Proxy.Wanted(First).Text(claim)), Refusal, "ProxySQL's user (proxysql) cannot read");
    }

    private async Task RefusesAsync(ProxyActivation wanted, params string[] says)
    {
        var claim = await Proxy.PrepareAsync(wanted.Certificates);
        var before = await UnshunnedAsync();
        NodeToolTest.AssertFailed(1, await Proxy.Tool.RunAsync("activate-proxy", wanted.Text(claim)), [Refusal, .. says]);
        Assert.Equal(before, await UnshunnedAsync());
    }

    private async Task<string> UnshunnedAsync() => (await Node.SnapshotAsync()).ToString().Replace("SHUNNED", "ONLINE", StringComparison.Ordinal);
}
