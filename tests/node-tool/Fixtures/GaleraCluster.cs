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
        _run = await LabRun.StartAsync(new NodeSpec("one", LabCluster.Kind), new NodeSpec("two", LabCluster.Kind));
        var nodes = _run.Nodes.Values.ToList();
        Members = [await PrepareAsync(nodes[0]), await PrepareAsync(nodes[1])];
        await LabCluster.FormAsync(nodes);
    }

    public async Task DisposeAsync()
    {
        foreach (var authority in _authorities)
            authority.Dispose();
        if (_run is not null)
            await _run.DisposeAsync();
    }

    internal Task MustBeCompleteAsync() => LabCluster.MustBeCompleteAsync([.. Members.Select(member => member.Tool.Node)]);

    internal static Task<string> StatusAsync(ToolNode tool) => LabCluster.StatusAsync(tool.Node);

    private async Task<(ToolNode Tool, Certificates Certificates)> PrepareAsync(LabNode node)
    {
        var tool = new ToolNode(node);
        await tool.PutToolAsync();
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
