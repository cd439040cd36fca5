namespace EncryptionInTransit.Lab;

/// <summary>A Galera cluster of nodes whose kind has Galera, as it is before there is a stack: in the clear.</summary>
public static class LabCluster
{
    private const string Transfer = "rsync";

    /// <summary>What the nodes of tests of a cluster are: <c>GALERA_KIND</c>, where it is set.</summary>
    public static string Kind => Environment.GetEnvironmentVariable("GALERA_KIND") ?? NodeKind.MariaDb1011Galera;

    /// <summary>Makes all of them members of one cluster. All have what the first one had: no data of their own stays.</summary>
    /// <param name="transfer">wsrep_sst_method.</param>
    public static async Task FormAsync(IReadOnlyList<LabNode> nodes, string transfer = Transfer)
    {
        foreach (var node in nodes)
        {
            (await node.RunAsync($"service {node.Service} stop")).MustSucceed();
            await ConfigureAsync(node, nodes, transfer, isOn: true);
        }
        (await nodes[0].RunAsync($"service {nodes[0].Service} bootstrap")).MustSucceed();
        foreach (var node in nodes.Skip(1))
            (await node.RunAsync($"service {node.Service} start")).MustSucceed();
        await MustBeCompleteAsync(nodes);
    }

    /// <summary>Names the cluster to a server that is to join it, and keeps it out of it for now, as a DBA would who prepares it.</summary>
    public static async Task PrepareAsync(LabNode node, IReadOnlyList<LabNode> members)
    {
        await ConfigureAsync(node, [.. members, node], Transfer, isOn: false);
        (await node.RunAsync($"service {node.Service} restart")).MustSucceed();
    }

    /// <summary>Lets a server join that was prepared. What data it had is gone then.</summary>
    public static async Task JoinAsync(LabNode node, IReadOnlyList<LabNode> members)
    {
        await ConfigureAsync(node, [.. members, node], Transfer, isOn: true);
        (await node.RunAsync($"service {node.Service} restart")).MustSucceed();
        await MustBeCompleteAsync([.. members, node]);
    }

    private static Task ConfigureAsync(LabNode node, IReadOnlyList<LabNode> members, string transfer, bool isOn) =>
        node.PutFileAsync("/etc/mysql/mariadb.conf.d/80-galera.cnf", $"""
            [mysqld]
            wsrep_on={(isOn ? "ON" : "OFF")}
            wsrep_provider=/usr/lib/galera/libgalera_smm.so
            wsrep_provider_options="gcache.size=16M"
            wsrep_cluster_name=orders
            wsrep_cluster_address=gcomm://{string.Join(',', members.Select(other => other.Address))}
            wsrep_node_address={node.Address}
            wsrep_sst_method={transfer}
            wsrep_sst_auth=mysql:
            binlog_format=ROW
            innodb_autoinc_lock_mode=2

            """);

    /// <summary>Waits until each member sees all of them, synced.</summary>
    /// <exception cref="LabException">One of them does not within two minutes.</exception>
    public static async Task MustBeCompleteAsync(IReadOnlyList<LabNode> nodes)
    {
        var end = DateTime.UtcNow.AddSeconds(120);
        foreach (var node in nodes)
        {
            while (await StatusAsync(node) is var status && status != $"{nodes.Count} Synced")
            {
                if (DateTime.UtcNow > end)
                    throw new LabException($"The cluster is not complete: {node.Name} says '{status}'.");
            }
        }
    }

    /// <summary>How many members a member sees, and its state: <c>3 Synced</c>.</summary>
    public static async Task<string> StatusAsync(LabNode node) => (await node.RunAsync(
        "mariadb --skip-ssl -N -e \"SHOW GLOBAL STATUS WHERE Variable_name IN ('wsrep_cluster_size', 'wsrep_local_state_comment')\" | cut -f2 | sort | tr '\\n' ' '")).Output.Trim();
}
