using EncryptionInTransit.Lab.Faults;

namespace EncryptionInTransit.Lab.Tests;

/// <summary>A ProxySQL node as a node of the lab: services, snapshots, the databases behind it.</summary>
public sealed class ProxySqlNode : IAsyncLifetime
{
    private LabRun? _run;

    private LabNode Proxy => _run!.Nodes["proxy"];

    private LabNode Database => _run!.Nodes["db"];

    public async Task InitializeAsync() =>
        _run = await LabRun.StartAsync(new NodeSpec("proxy", NodeKind.ProxySql), new NodeSpec("db", NodeKind.MariaDb1011));

    public async Task DisposeAsync() => await _run!.DisposeAsync();

    [Fact]
    public async Task ANode_IsStoppedAndStarted_AndItsSnapshotSeesEachChange()
    {
        var before = await Proxy.SnapshotAsync();
        await using (await Proxy.StopDatabaseAsync())
        {
            Assert.False(await Visitor.CanConnectAsync(Proxy, Proxy.Port));
            Assert.NotEqual(0, (await Proxy.RunAsync("service proxysql status")).ExitCode);
        }
        Assert.Equal(before.ToString(), (await Proxy.SnapshotAsync()).ToString());
        (await Visitor.SshAsync(Proxy, "service proxysql status")).MustSucceed();

        var last = before;
        foreach (var (change, _) in Changes())
        {
            (await Proxy.RunAsync(change)).MustSucceed();
            var next = await Proxy.SnapshotAsync();
            Assert.True(last.ChangesTo(next).Count > 0, change);
            last = next;
        }
        foreach (var (_, undo) in Changes())
            (await Proxy.RunAsync(undo)).MustSucceed();
        Assert.Equal(before.ToString(), (await Proxy.SnapshotAsync()).ToString());
    }

    [Fact]
    public async Task DatabasesBehindIt_AreInAllLayers_WithTheirAccounts()
    {
        var layer = await ProxyLayer.CreateAsync(Proxy, Database);

        var row = $"\t{ProxyLayer.DefaultHostgroup}\t{Database.Address}\t3306\t0\tONLINE\t";
        var snapshot = await Proxy.SnapshotAsync();
        Assert.Equal(3, snapshot.Backends.Count(line => line.Contains(row, StringComparison.Ordinal)));
        Assert.Contains("disk.global_variables\tmysql-monitor_username\tmonitor", snapshot.Variables);
        Assert.Equal(4, snapshot.Accounts.Count(line => line.Contains($"\t{ProxyLayer.ApplicationUser}\t", StringComparison.Ordinal)));
        foreach (var (user, password) in new[] { (ProxyLayer.MonitorUser, layer.MonitorPassword), (ProxyLayer.ApplicationUser, layer.ApplicationPassword) })
        {
            await using var connection = await ProxyVisitor.ConnectAsync(Database, Database.Port, user, password);
            Assert.Equal(user, (await connection.ScalarAsync("SELECT USER()"))!.Split('@')[0]);
        }
    }

    [RealProxySqlFact]
    public async Task AQueryThroughIt_ReachesTheDatabase()
    {
        var layer = await ProxyLayer.CreateAsync(Proxy, Database);

        Assert.Equal($"{Database.Hostname}\n", await layer.QueryAsync("SELECT @@hostname"));
        Assert.Equal($"{Database.Hostname}\n", await layer.QueryAsync(ProxyLayer.DefaultHostgroup, "SELECT @@hostname"));
    }

    private static IEnumerable<(string Change, string Undo)> Changes()
    {
        const string Client = "mariadb --defaults-file=/etc/lab/admin.cnf -e";
        yield return ("chmod 0600 /var/lib/proxysql/proxysql-key.pem", "chmod 0644 /var/lib/proxysql/proxysql-key.pem");
        yield return ("echo >>/var/lib/proxysql/proxysql-ca.pem", "sed -i '$d' /var/lib/proxysql/proxysql-ca.pem; chown proxysql:proxysql /var/lib/proxysql/proxysql-ca.pem");
        yield return ($"{Client} \"SET mysql-ssl_p2s_ca='/x'\"", $"{Client} \"SET mysql-ssl_p2s_ca=''\"");
        yield return (
            $"{Client} \"INSERT INTO mysql_servers_ssl_params (hostname, port) VALUES ('a', 1); SAVE MYSQL SERVERS TO DISK; DELETE FROM mysql_servers_ssl_params\"",
            $"{Client} \"SAVE MYSQL SERVERS TO DISK\"");
        yield return (
            $"{Client} \"INSERT INTO mysql_users (username, password) VALUES ('a', 'b'); LOAD MYSQL USERS TO RUNTIME; DELETE FROM mysql_users\"",
            $"{Client} \"LOAD MYSQL USERS TO RUNTIME\"");
    }
}
