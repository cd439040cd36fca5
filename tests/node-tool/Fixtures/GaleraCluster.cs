using EncryptionInTransit.Lab;

namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>Two members of a Galera cluster, bare, with certificates to install on both.</summary>
public sealed class GaleraCluster : IAsyncLifetime
{
    private readonly List<Authority> _authorities = [];
    private LabRun? _run;

    internal IReadOnlyList<(ToolNode Tool, Certificates Certificates)> Members { get; private set; } = [];

    /// <summary>The CAs of both.</summary>
    internal string Cas => string.Concat(Members.Select(member => member.Certificates.Root));

    public async Task InitializeAsync()
    {
        _run = await LabRun.StartAsync(new NodeSpec("one", NodeKind.MariaDb1011Galera), new NodeSpec("two", NodeKind.MariaDb1011Galera));
        var nodes = _run.Nodes.Values.ToList();
        Members = [await PrepareAsync(nodes[0]), await PrepareAsync(nodes[1])];
        (await nodes[0].RunAsync($"service {nodes[0].Service} bootstrap")).MustSucceed();
        // It gets everything of the first one: no file of its own stays.
        (await nodes[1].RunAsync($"service {nodes[1].Service} start")).MustSucceed();
        await MustBeCompleteAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var authority in _authorities)
            authority.Dispose();
        if (_run is not null)
            await _run.DisposeAsync();
    }

    /// <summary>Waits until each member sees both, synced.</summary>
    internal async Task MustBeCompleteAsync()
    {
        var end = DateTime.UtcNow.AddSeconds(120);
        foreach (var (tool, _) in Members)
        {
            while (await StatusAsync(tool) != "2 Synced")
                Assert.True(DateTime.UtcNow < end, $"The cluster is not complete: {await StatusAsync(tool)}");
        }
    }

    internal static async Task<string> StatusAsync(ToolNode tool) => (await tool.Node.RunAsync(
        "mariadb --skip-ssl -N -e \"SHOW GLOBAL STATUS WHERE Variable_name IN ('wsrep_cluster_size', 'wsrep_local_state_comment')\" | cut -f2 | sort | tr '\\n' ' '")).Output.Trim();

    private async Task<(ToolNode Tool, Certificates Certificates)> PrepareAsync(LabNode node)
    {
        var tool = new ToolNode(node);
        await tool.PutToolAsync();
        (await node.RunAsync($"service {node.Service} stop")).MustSucceed();
        await node.PutFileAsync("/etc/mysql/mariadb.conf.d/80-galera.cnf", $"""
            [mysqld]
            wsrep_on=ON
            wsrep_provider=/usr/lib/galera/libgalera_smm.so
            wsrep_provider_options="gcache.size=16M"
            wsrep_cluster_name=orders
            wsrep_cluster_address=gcomm://{string.Join(',', _run!.Nodes.Values.Select(other => other.Address))}
            wsrep_node_address={node.Address}
            wsrep_sst_method=rsync
            binlog_format=ROW
            innodb_autoinc_lock_mode=2

            """);
        return (tool, await CertificatesAsync(node));
    }

    /// <summary>Of a new CA.</summary>
    internal async Task<Certificates> CertificatesAsync(LabNode node, string serverUsage = "serverAuth,clientAuth")
    {
        var authority = await Authority.CreateAsync(node.Hostname, node.Address);
        _authorities.Add(authority);
        return await authority.IssueAsync(KeyKind.Ecdsa, serverUsage: serverUsage);
    }
}

/// <summary>One cluster for all tests: they run one after the other.</summary>
[CollectionDefinition(NodeKind.MariaDb1011Galera)]
public sealed class GaleraTests : ICollectionFixture<GaleraCluster>;
