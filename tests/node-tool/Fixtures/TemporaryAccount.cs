using EncryptionInTransit.Lab;

namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>An account of the server, dropped when disposed.</summary>
internal sealed class TemporaryAccount : IAsyncDisposable
{
    private readonly LabNode _node;
    private readonly string _name;

    private TemporaryAccount(LabNode node, string name)
    {
        _node = node;
        _name = name;
    }

    /// <param name="clauses">What follows the name in CREATE USER.</param>
    public static async Task<TemporaryAccount> CreateAsync(LabNode node, string user, string host, string clauses)
    {
        var name = $"'{user.Replace("'", "''", StringComparison.Ordinal)}'@'{host}'";
        await node.QueryAsync($"CREATE USER {name} {clauses}");
        return new TemporaryAccount(node, name);
    }

    public async ValueTask DisposeAsync() => await _node.QueryAsync($"DROP USER IF EXISTS {_name}");
}
