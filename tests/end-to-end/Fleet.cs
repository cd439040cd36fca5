using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>Three bare nodes, one of each server, and a stack that names them and was never up.</summary>
public class Fleet : IAsyncLifetime
{
    private LabRun? _lab;
    private Stack? _stack;

    public LabRun Lab => _lab ?? throw new InvalidOperationException("The fleet has not been started.");

    public Stack Stack => _stack ?? throw new InvalidOperationException("The fleet has not been started.");

    public IEnumerable<LabNode> Nodes => Lab.Nodes.Values;

    /// <summary>Each node as it was before anything touched it.</summary>
    public IReadOnlyDictionary<string, NodeSnapshot> Before { get; private set; } = new Dictionary<string, NodeSnapshot>();

    protected virtual NodeSpec[] Specs { get; } =
    [
        new("db1", NodeKind.MariaDb1011),
        new("db2", NodeKind.MariaDb118),
        new("db3", NodeKind.MySql97),
    ];

    /// <summary>As <see cref="StackConfiguration.Render"/> takes it.</summary>
    protected virtual string MoreConfiguration => "";

    public virtual async Task InitializeAsync()
    {
        _lab = await LabRun.StartAsync(Specs);
        await PrepareAsync();
        _stack = await Stack.CreateAsync(_lab, [.. Specs.Select(node => node.Name)], MoreConfiguration);
        Before = await SnapshotsAsync();
    }

    /// <summary>What the nodes are before there is a stack.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;

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

    public async Task<Dictionary<string, int>> DatabasePidsAsync()
    {
        var pids = await Task.WhenAll(Nodes.Select(async node => (node.Name, Pid: await node.DatabasePidAsync())));
        return pids.ToDictionary(pair => pair.Name, pair => pair.Pid);
    }

    public async Task<Dictionary<string, int>> SshLoginsAsync()
    {
        var logins = await Task.WhenAll(Nodes.Select(async node => (node.Name, Count: await node.CountSshLoginsAsync())));
        return logins.ToDictionary(pair => pair.Name, pair => pair.Count);
    }

    public async Task<Dictionary<string, string>> ServedCertificatesAsync() =>
        (await Stack.ProofAsync()).ToDictionary(row => row.Key, row => row.Value.GetProperty("servedSha256").GetString()!);
}

/// <summary>A fleet after its first <c>up</c>.</summary>
public sealed class InstalledFleet : Fleet
{
    public Run FirstUp { get; private set; } = new("up", -1, "", "");

    public Dictionary<string, int> PidsBefore { get; private set; } = [];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        PidsBefore = await DatabasePidsAsync();
        FirstUp = (await Stack.UpAsync()).MustSucceed();
    }
}
