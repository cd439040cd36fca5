using EncryptionInTransit.Lab;

namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>A ProxySQL with two databases behind it, which have TLS already: one of them in two hostgroups.</summary>
public sealed class ProxyFixture : IAsyncLifetime
{
    /// <summary>The first database's second hostgroup.</summary>
    internal const int OtherHostgroup = 3;

    private readonly List<Authority> _authorities = [];
    private LabRun? _run;

    internal ProxyNode Proxy { get; private set; } = null!;

    internal ProxyLayer Layer { get; private set; } = null!;

    internal ProxyBackend MariaDb { get; private set; } = null!;

    internal ProxyBackend MySql { get; private set; } = null!;

    internal Certificates First { get; private set; } = null!;

    internal Certificates Second { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _run = await LabRun.StartAsync(
            new NodeSpec("proxy", NodeKind.ProxySql), new NodeSpec("db1", NodeKind.MariaDb1011), new NodeSpec("db2", NodeKind.MySql97));
        var node = _run.Nodes["proxy"];
        Layer = await ProxyLayer.CreateAsync(node,
        [
            new ProxyBackendRow(_run.Nodes["db1"]),
            new ProxyBackendRow(_run.Nodes["db1"], OtherHostgroup),
            new ProxyBackendRow(_run.Nodes["db2"], Hostgroup: 2),
        ]);
        var backends = await Task.WhenAll(EncryptAsync(_run.Nodes["db1"]), EncryptAsync(_run.Nodes["db2"]));
        (MariaDb, MySql) = (backends[0], backends[1]);
        Proxy = new ProxyNode(new ToolNode(node), [MariaDb, MySql]);
        await Proxy.Tool.PutToolAsync();
        var authority = await AuthorityAsync(node);
        First = await authority.IssueAsync();
        Second = await authority.IssueAsync(KeyKind.Ecdsa);
    }

    public async Task DisposeAsync()
    {
        _authorities.ForEach(authority => authority.Dispose());
        if (_run is not null)
            await _run.DisposeAsync();
    }

    private async Task<ProxyBackend> EncryptAsync(LabNode node)
    {
        var authority = await AuthorityAsync(node);
        var backend = new ProxyBackend(new ToolNode(node), authority, await authority.IssueAsync());
        await backend.Tool.PutToolAsync();
        (await backend.Tool.EncryptAsync(backend.Certificates)).MustSucceed();
        return backend;
    }

    private async Task<Authority> AuthorityAsync(LabNode node)
    {
        var authority = await Authority.CreateAsync(node.Hostname, node.Address);
        lock (_authorities)
            _authorities.Add(authority);
        return authority;
    }
}

/// <summary>A database behind the proxy, with what it serves.</summary>
internal sealed record ProxyBackend(ToolNode Tool, Authority Authority, Certificates Certificates)
{
    /// <summary>As <c>mysql_servers</c> knows it.</summary>
    public string Address => $"{Tool.Node.Address}:{Tool.Node.Port}";
}

/// <summary>One proxy and its databases for all tests: they run one after the other.</summary>
[CollectionDefinition(NodeKind.ProxySql)]
public sealed class ProxyTests : ICollectionFixture<ProxyFixture>;
