using EncryptionInTransit.Lab;

namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>Accounts of the server, dropped when disposed.</summary>
internal sealed class TemporaryAccounts : IAsyncDisposable
{
    private readonly LabNode _node;
    private readonly string[] _names;

    private TemporaryAccounts(LabNode node, string[] names)
    {
        _node = node;
        _names = names;
    }

    /// <summary>The clauses are what follows the name in CREATE USER.</summary>
    public static Task<TemporaryAccounts> CreateAsync(LabNode node, params (string User, string Host, string Clauses)[] accounts) =>
        CreateAsync(node, accounts.AsEnumerable());

    /// <inheritdoc cref="CreateAsync(LabNode, ValueTuple{string, string, string}[])"/>
    public static async Task<TemporaryAccounts> CreateAsync(LabNode node, IEnumerable<(string User, string Host, string Clauses)> accounts)
    {
        var all = accounts.Select(account => (Name: $"{Quoted(account.User)}@{Quoted(account.Host)}", account.Clauses)).ToArray();
        await node.QueryAsync("SET NAMES utf8mb4; " + string.Join("; ", all.Select(account => $"CREATE USER {account.Name} {account.Clauses}")));
        return new TemporaryAccounts(node, [.. all.Select(account => account.Name)]);
    }

    public async ValueTask DisposeAsync() =>
        await _node.QueryAsync("SET NAMES utf8mb4; " + string.Join("; ", _names.Select(name => $"DROP USER IF EXISTS {name}")));

    private static string Quoted(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";
}
