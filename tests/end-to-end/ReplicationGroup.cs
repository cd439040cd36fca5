using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>
/// A primary, its replica, and a replica of that, named in the configuration in no useful order, and a stack that was never up.
/// </summary>
public class ReplicationGroup : Fleet
{
    private const string Password = "Aa1-secret";

    protected override NodeSpec[] Specs { get; } =
    [
        new("db1", NodeKind.MariaDb118),
        new("db2", NodeKind.MariaDb1011),
        new("db3", NodeKind.MariaDb118),
    ];

    protected override string MoreConfiguration => """
          encryption-in-transit:groups:
            - { name: orders, topology: replication, nodes: [db1, db2, db3] }

        """;

    protected override async Task PrepareAsync()
    {
        foreach (var (index, node) in Nodes.Index())
        {
            await node.PutFileAsync(
                "/etc/mysql/mariadb.conf.d/80-group.cnf", $"[mysqld]\nserver_id={index + 1}\nlog_bin=binlog\nlog_slave_updates=ON\n");
            (await node.RunAsync($"service {node.Service} restart")).MustSucceed();
        }
        foreach (var node in Nodes)
        {
            await node.QueryAsync(
                $"SET sql_log_bin=0; CREATE USER repl@'%' IDENTIFIED BY '{Password}'; GRANT REPLICATION SLAVE ON *.* TO repl@'%'");
        }
        await ReplicateAsync(from: Lab.Nodes["db1"], to: Lab.Nodes["db2"]);
        await ReplicateAsync(from: Lab.Nodes["db2"], to: Lab.Nodes["db3"]);
        await MustReplicateAsync(0);
    }

    /// <summary>Waits until a row that is written on the primary has come to the last replica.</summary>
    public async Task MustReplicateAsync(int row)
    {
        await Lab.Nodes["db1"].QueryAsync($"CREATE DATABASE IF NOT EXISTS shop; CREATE TABLE IF NOT EXISTS shop.orders (id INT); INSERT INTO shop.orders VALUES ({row})");
        var end = DateTime.UtcNow.AddSeconds(60);
        while (!(await Lab.Nodes["db3"].RunAsync($"mariadb --skip-ssl -N -e 'SELECT id FROM shop.orders WHERE id = {row}'")).Output.StartsWith($"{row}", StringComparison.Ordinal))
            Assert.True(DateTime.UtcNow < end, await Lab.Nodes["db3"].QueryAsync("SHOW SLAVE STATUS"));
    }

    private static async Task ReplicateAsync(LabNode from, LabNode to) => await to.QueryAsync(
        $"CHANGE MASTER TO MASTER_HOST='{from.Address}', MASTER_USER='repl', MASTER_PASSWORD='{Password}', MASTER_CONNECT_RETRY=1, MASTER_SSL=0, "
        + "MASTER_LOG_FILE='binlog.000001', MASTER_LOG_POS=4; START SLAVE");
}
