using EncryptionInTransit.Lab;

namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>
/// A test that finds a ProxySQL without TLS to its backends. Whatever it did, a release brings back every file, variable and
/// row of before in each layer: that holds for each test, so it is checked after each.
/// </summary>
[Collection(NodeKind.ProxySql)]
public abstract class ProxyTest(ProxyFixture fixture) : IAsyncLifetime
{
    private string _before = null!;

    internal ProxyFixture Fixture => fixture;

    internal ProxyNode Proxy => fixture.Proxy;

    internal LabNode Node => Proxy.Node;

    internal Certificates First => fixture.First;

    internal Certificates Second => fixture.Second;

    public async Task InitializeAsync() => _before = await SnapshotAsync();

    public async Task DisposeAsync()
    {
        (await Proxy.ReleaseAsync()).MustSucceed();
        await AssertAsBeforeAsync();
    }

    internal async Task AssertAsBeforeAsync() => Assert.Equal(_before, await SnapshotAsync());

    /// <summary>The node, but for what a real ProxySQL still shows of servers that were removed, until their connections have ended.</summary>
    internal async Task<string> SnapshotAsync() => string.Join(
        '\n', (await Node.SnapshotAsync()).ToString().Split('\n').Where(line => !line.Contains("\tOFFLINE_HARD\t", StringComparison.Ordinal)));

    /// <summary>The node but for the tool's own records.</summary>
    internal async Task<string> WithoutRecordsAsync()
    {
        var snapshot = await Node.SnapshotAsync();
        return (snapshot with { Files = [.. snapshot.Files.Where(line => !line.StartsWith(ToolNode.State, StringComparison.Ordinal))] }).ToString();
    }

    /// <summary>A query in each layer, its result in each: main, runtime, disk. <c>{0}</c> is the prefix of a table's name.</summary>
    internal async Task<string[]> InLayersAsync(string query) =>
        await Task.WhenAll(new[] { "main.", "runtime_", "disk." }.Select(async layer =>
            (await Node.QueryAsync(query.Replace("{0}", layer, StringComparison.Ordinal))).TrimEnd('\n')));
}
