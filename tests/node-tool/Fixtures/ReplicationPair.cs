using System.Globalization;
using EncryptionInTransit.Lab;

namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>A primary with an account <c>app</c>, and its replica, both with TLS.</summary>
public sealed class ReplicationPair : IAsyncLifetime
{
    private const string Password = "Aa1-secret";

    private LabRun _run = null!;

    internal ToolNode Primary { get; private set; } = null!;

    internal ToolNode Replica { get; private set; } = null!;

    internal string PrimaryClaim { get; private set; } = "";

    internal string ReplicaClaim { get; private set; } = "";

    public async Task InitializeAsync()
    {
        _run = await LabRun.StartAsync(new NodeSpec("primary", NodeKind.MariaDb118), new NodeSpec("replica", NodeKind.MariaDb118));
        Primary = new ToolNode(_run.Nodes["primary"]);
        Replica = new ToolNode(_run.Nodes["replica"]);
        // Certificates bring a restart, which takes these along.
        await Primary.Node.PutFileAsync("/etc/mysql/conf.d/group.cnf", "[mysqld]\nserver_id=1\nlog_bin=binlog\n");
        await Replica.Node.PutFileAsync("/etc/mysql/conf.d/group.cnf", "[mysqld]\nserver_id=2\nlog_bin=binlog\nlog_slave_updates=ON\n");
        foreach (var tool in new[] { Primary, Replica })
            await tool.Node.QueryAsync($"CREATE USER app@'%' IDENTIFIED BY '{Password}'");
        PrimaryClaim = await EncryptAsync(Primary);
        ReplicaClaim = await EncryptAsync(Replica);
        await Primary.Node.QueryAsync(
            $"CREATE USER repl@'%' IDENTIFIED BY '{Password}'; GRANT REPLICATION SLAVE ON *.* TO repl@'%'");
        await Replica.Node.QueryAsync(
            $"CHANGE MASTER TO MASTER_HOST='{Primary.Node.Address}', MASTER_USER='repl', MASTER_PASSWORD='{Password}', MASTER_SSL=1, "
            + "MASTER_SSL_VERIFY_SERVER_CERT=0, MASTER_LOG_FILE='binlog.000001', MASTER_LOG_POS=4; START SLAVE");
        await CaughtUpAsync();
    }

    public async Task DisposeAsync() => await _run.DisposeAsync();

    /// <summary>Waits until the replica has everything of the primary.</summary>
    internal async Task CaughtUpAsync()
    {
        var position = (await Primary.Node.QueryAsync("SHOW MASTER STATUS")).Split('\t');
        var waited = await Replica.Node.QueryAsync(
            string.Create(CultureInfo.InvariantCulture, $"SELECT MASTER_POS_WAIT('{position[0]}', {position[1]}, 30)"));
        Assert.True(
            int.TryParse(waited.Trim(), CultureInfo.InvariantCulture, out var events) && events >= 0,
            $"The replica did not catch up: {await Replica.Node.QueryAsync("SHOW SLAVE STATUS")}");
    }

    private static async Task<string> EncryptAsync(ToolNode tool)
    {
        await tool.PutToolAsync();
        using var authority = await Authority.CreateAsync(tool.Node.Hostname, tool.Node.Address);
        var certificates = await authority.IssueAsync(KeyKind.Ecdsa);
        var claim = await tool.PrepareAsync(certificates);
        (await tool.ActivateAsync(claim, certificates)).MustSucceed();
        return claim;
    }
}
