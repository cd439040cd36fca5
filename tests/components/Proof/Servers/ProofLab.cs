using EncryptionInTransit.Lab;

namespace EncryptionInTransit.Proof.Tests.Servers;

/// <summary>A node of each kind, shared by the tests of the proof, which run one after the other.</summary>
public sealed class ProofLab : IAsyncLifetime
{
    private LabRun? _run;
    private IReadOnlyDictionary<string, Database> _databases = new Dictionary<string, Database>();

    public async Task InitializeAsync()
    {
        _run = await LabRun.StartAsync(
            new NodeSpec("db1", NodeKind.MariaDb1011),
            new NodeSpec("db2", NodeKind.MariaDb118),
            new NodeSpec("db3", NodeKind.MySql97));
        _databases = _run.Nodes.Values.ToDictionary(node => node.Kind, node => new Database(node));
    }

    public async Task DisposeAsync()
    {
        if (_run is not null)
            await _run.DisposeAsync();
    }

    internal Database Database(string kind) => _databases[kind];
}

[CollectionDefinition(Name)]
public sealed class ProofLabCollection : ICollectionFixture<ProofLab>
{
    public const string Name = "proof lab";
}
