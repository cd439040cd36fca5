using System.Globalization;
using EncryptionInTransit.Lab;

namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>A bare primary and its bare replica, which fetches in plaintext, with certificates to install on both.</summary>
public abstract class ReplicatingNodes(string kind) : IAsyncLifetime
{
    private const string Password = "Aa1-secret";

    private readonly List<Authority> _authorities = [];
    private LabRun? _run;

    internal ToolNode Primary { get; private set; } = null!;

    internal ToolNode Replica { get; private set; } = null!;

    internal Certificates OfPrimary { get; private set; } = null!;

    internal Certificates OfReplica { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _run = await LabRun.StartAsync(new NodeSpec("primary", kind), new NodeSpec("replica", kind));
        (Primary, OfPrimary) = await PrepareAsync("primary", 1);
        (Replica, OfReplica) = await PrepareAsync("replica", 2);
        await Primary.Node.QueryAsync(
            $"CREATE USER repl@'%' IDENTIFIED BY '{Password}'; GRANT REPLICATION SLAVE ON *.* TO repl@'%'; CREATE DATABASE shop; CREATE TABLE shop.orders (id INT)");
        await Replica.Node.QueryAsync("CREATE DATABASE shop; CREATE TABLE shop.orders (id INT)");
        var position = (await Primary.Node.QueryAsync(Primary.IsMariaDb ? "SHOW MASTER STATUS" : "SHOW BINARY LOG STATUS")).Split('\t');
        await ReplicateAsync(
            $"{Source("HOST")}='{Primary.Node.Address}', {Source("USER")}='repl', {Source("PASSWORD")}='{Password}', {Source("CONNECT_RETRY")}=1, "
            + $"{Source("SSL")}=0, {Source("LOG_FILE")}='{position[0]}', {Source("LOG_POS")}={position[1]}{(Primary.IsMariaDb ? "" : ", GET_SOURCE_PUBLIC_KEY=1")}");
        await MustReplicateAsync(0);
    }

    public async Task DisposeAsync()
    {
        foreach (var authority in _authorities)
            authority.Dispose();
        if (_run is not null)
            await _run.DisposeAsync();
    }

    /// <summary>An option of CHANGE MASTER TO, or of its like.</summary>
    internal string Source(string option) => $"{(Primary.IsMariaDb ? "MASTER" : "SOURCE")}_{option}";

    /// <summary>Changes the replica's replication, and lets it run.</summary>
    internal async Task ReplicateAsync(string options) => await Replica.Node.QueryAsync(Primary.IsMariaDb
        ? $"STOP SLAVE; CHANGE MASTER TO {options}; START SLAVE"
        : $"STOP REPLICA; CHANGE REPLICATION SOURCE TO {options}; START REPLICA");

    /// <summary>Waits until a row that is written on the primary has come to the replica.</summary>
    internal async Task MustReplicateAsync(int row)
    {
        await Primary.Node.QueryAsync(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO shop.orders VALUES ({row})"));
        var end = DateTime.UtcNow.AddSeconds(60);
        while (!(await Replica.Node.QueryAsync("SELECT id FROM shop.orders")).Split('\n').Contains($"{row}"))
            Assert.True(DateTime.UtcNow < end, await Replica.Node.QueryAsync(Primary.IsMariaDb ? "SHOW SLAVE STATUS" : "SHOW REPLICA STATUS"));
    }

    private async Task<(ToolNode Tool, Certificates Certificates)> PrepareAsync(string name, int serverId)
    {
        var tool = new ToolNode(_run!.Nodes[name]);
        await tool.PutToolAsync();
        // Read before our own file, so that a test can have that change it.
        await tool.Node.PutFileAsync("/etc/mysql/conf.d/group.cnf", $"[mysqld]\nserver_id={serverId}\nlog_bin=binlog\n");
        (await tool.Node.RunAsync($"service {tool.Node.Service} restart")).MustSucceed();
        var authority = await Authority.CreateAsync(tool.Node.Hostname, tool.Node.Address);
        _authorities.Add(authority);
        return (tool, await authority.IssueAsync(KeyKind.Ecdsa));
    }
}

public sealed class ReplicatingMariaDb1011() : ReplicatingNodes(NodeKind.MariaDb1011);

public sealed class ReplicatingMySql97() : ReplicatingNodes(NodeKind.MySql97);
