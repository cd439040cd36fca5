using EncryptionInTransit.Lab;
using EncryptionInTransit.Proof.Tests.Pki;

namespace EncryptionInTransit.Proof.Tests.Servers;

/// <summary>A node of each kind, shared by the tests of the proof, which run one after the other.</summary>
public sealed class ProofLab : IAsyncLifetime
{
    private LabRun? _run;
    private Dictionary<string, Database> _databases = [];
    private Dictionary<string, ProofReport> _beforeInstall = [];

    public async Task InitializeAsync()
    {
        _run = await LabRun.StartAsync(
            new NodeSpec("db1", NodeKind.MariaDb1011),
            new NodeSpec("db2", NodeKind.MariaDb118),
            new NodeSpec("db3", NodeKind.MySql97));
        _databases = _run.Nodes.Values.ToDictionary(node => node.Kind, node => new Database(node));
        var reports = await Task.WhenAll(_databases.Values.Select(ProveUntouchedAsync));
        _beforeInstall = _databases.Keys.Zip(reports).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    public async Task DisposeAsync()
    {
        if (_run is not null)
            await _run.DisposeAsync();
    }

    internal Database Database(string kind) => _databases[kind];

    /// <summary>What a proof said of the server as the package left it.</summary>
    internal ProofReport BeforeInstall(string kind) => _beforeInstall[kind];

    private static Task<ProofReport> ProveUntouchedAsync(Database database)
    {
        var ca = new TestCa("db CA 1");
        var issued = ca.IssueServer(database.Node.Hostname, [database.Node.Hostname]);
        return new TlsProof(TimeProvider.System).RunAsync(database.Target(ca, issued), default);
    }
}

[CollectionDefinition(Name)]
public sealed class ProofLabCollection : ICollectionFixture<ProofLab>
{
    public const string Name = "proof lab";
}
