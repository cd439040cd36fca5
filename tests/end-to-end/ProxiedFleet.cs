using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>Two databases behind a ProxySQL, whose accounts there must use TLS, and a stack that was never up.</summary>
public class ProxiedFleet : IAsyncLifetime
{
    private const string Accounts = """
          encryption-in-transit:accounts:
            - user: app
              require: SSL
            - user: monitor
              require: SSL

        """;

    private LabRun? _lab;
    private Stack? _stack;

    public Stack Stack => _stack ?? throw new InvalidOperationException("The fleet has not been started.");

    public IEnumerable<LabNode> Nodes => (_lab ?? throw new InvalidOperationException("The fleet has not been started.")).Nodes.Values;

    public IEnumerable<LabNode> Backends => Nodes.Where(node => !StackConfiguration.IsProxy(node));

    public LabNode Proxy => Nodes.Single(StackConfiguration.IsProxy);

    /// <summary>Each node as it was before anything touched it.</summary>
    public IReadOnlyDictionary<string, NodeSnapshot> Before { get; private set; } = new Dictionary<string, NodeSnapshot>();

    public virtual async Task InitializeAsync()
    {
        _lab = await LabRun.StartAsync(
            new NodeSpec("db1", NodeKind.MariaDb1011), new NodeSpec("db2", NodeKind.MySql97), new NodeSpec("px1", NodeKind.ProxySql));
        await ProxyLayer.CreateAsync(Proxy, [.. Backends]);
        _stack = await Stack.CreateAsync(_lab, [.. _lab.Nodes.Keys], Accounts);
        Before = await SnapshotsAsync();
    }

    public async Task DisposeAsync()
    {
        _stack?.Dispose();
        if (_lab is not null)
            await _lab.DisposeAsync();
    }

    public async Task<Dictionary<string, NodeSnapshot>> SnapshotsAsync()
    {
        var snapshots = await Task.WhenAll(Nodes.Select(async node => (node.Name, Snapshot: await node.SnapshotAsync())));
        return snapshots.ToDictionary(pair => pair.Name, pair => pair.Snapshot);
    }

    public async Task<Dictionary<string, int>> SshLoginsAsync()
    {
        var logins = await Task.WhenAll(Nodes.Select(async node => (node.Name, Count: await node.CountSshLoginsAsync())));
        return logins.ToDictionary(pair => pair.Name, pair => pair.Count);
    }
}

/// <summary>The same after its first <c>up</c>.</summary>
public sealed class InstalledProxiedFleet : ProxiedFleet
{
    public Run FirstUp { get; private set; } = new("up", -1, "", "");

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        FirstUp = (await Stack.UpAsync()).MustSucceed();
    }
}
