using System.Globalization;
using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>
/// Orders that are taken on some nodes of a group all the time, each over a connection of its own. What a server has taken must
/// be on all nodes in the end.
/// </summary>
public sealed class Orders(IReadOnlyList<LabNode> takers)
{
    /// <summary>For clients.</summary>
    public const string Query = "SELECT 1 FROM shop.taken LIMIT 1";

    /// <summary>Stands in each order, for whoever looks at the wire.</summary>
    public const string Text = "order-in-transit";

    private readonly List<(int Step, string Node, IReadOnlyList<int> Numbers)> _taken = [];
    private IReadOnlyList<DatabaseWatch> _watches = [];
    private int _step;

    /// <summary>A table with the first order, and what <see cref="App"/> needs.</summary>
    public static Task CreateAsync(LabNode node) => node.QueryAsync(
        $"""
        CREATE DATABASE IF NOT EXISTS shop;
        CREATE TABLE shop.taken (step INT, node VARCHAR(20), number INT, text VARCHAR(20), PRIMARY KEY (step, node, number));
        INSERT INTO shop.taken VALUES (0, '', 0, '{Text}');
        GRANT SELECT ON shop.* TO {App.User}@'%';
        """);

    /// <summary>Begins a step; returns when each of them takes orders.</summary>
    public async Task BeginAsync()
    {
        _step++;
        _watches = await Task.WhenAll(takers.Select(node =>
            DatabaseWatch.BeginAsync(node, $"INSERT INTO shop.taken VALUES ({_step}, '{node.Name}', $number, '{Text}')")));
    }

    /// <summary>Ends it.</summary>
    /// <returns>By node.</returns>
    public async Task<IReadOnlyDictionary<string, Watched>> EndAsync()
    {
        var seen = takers.Zip(await Task.WhenAll(_watches.Select(watch => watch.EndAsync()))).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        _taken.AddRange(seen.Select(node => (_step, node.Key, node.Value.Answered)));
        return seen;
    }

    /// <summary>How many have been taken.</summary>
    public int Count => _taken.Sum(step => step.Numbers.Count);

    /// <summary>None is lost. An order that nobody was told of may be there as well.</summary>
    public async Task MustBeOnAsync(LabNode node)
    {
        var there = (await node.QueryAsync("SET SESSION wsrep_sync_wait = 1; SELECT step, node, number FROM shop.taken"))
            .Split('\n').ToHashSet();
        foreach (var (step, taker, numbers) in _taken)
        {
            var lost = numbers.Where(number => !there.Contains(string.Create(CultureInfo.InvariantCulture, $"{step}\t{taker}\t{number}")));
            Assert.True(!lost.Any(), $"{node.Name} lacks what {taker} has taken in step {step}: {string.Join(", ", lost)}");
        }
    }
}
