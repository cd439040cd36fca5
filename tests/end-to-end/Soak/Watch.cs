namespace EncryptionInTransit.EndToEnd.Tests.Soak;

/// <summary>Servers and clients of some nodes while a step is taken.</summary>
internal sealed class Watch
{
    private readonly SoakFleet _fleet;
    private readonly IReadOnlyDictionary<NodeModel, int> _pids;
    private readonly IReadOnlyDictionary<NodeModel, DatabaseWatch> _outages;
    private readonly IReadOnlyList<SoakClient> _clients;

    private Watch(SoakFleet fleet, IReadOnlyDictionary<NodeModel, int> pids, IReadOnlyDictionary<NodeModel, DatabaseWatch> outages, IReadOnlyList<SoakClient> clients) =>
        (_fleet, _pids, _outages, _clients) = (fleet, pids, outages, clients);

    /// <summary>Returns when each client has had an answer.</summary>
    public static async Task<Watch> BeginAsync(SoakFleet fleet, Change change, Func<NodeModel, bool> which)
    {
        var nodes = fleet.Model.Nodes.Where(which).ToList();
        var clients = fleet.Clients.Where(client => nodes.Contains(client.Node)).ToList();
        await Task.WhenAll(clients.Select(client => client.BeginAsync()));
        var pids = new Dictionary<NodeModel, int>();
        var outages = new Dictionary<NodeModel, DatabaseWatch>();
        foreach (var node in nodes)
        {
            pids[node] = await node.Machine.DatabasePidAsync();
            if (change.RestartsOf(node) > 0)
                outages[node] = await DatabaseWatch.BeginAsync(node.Machine);
        }
        return new(fleet, pids, outages, clients);
    }

    /// <summary>Ends it; nothing failed that need not.</summary>
    public async Task EndAsync(Change change, IReadOnlyList<Trouble> troubles)
    {
        foreach (var node in _pids.Keys.Where(node => !troubles.Any(trouble => trouble.Node == node && trouble.EndsProcesses)))
        {
            var restarts = change.RestartsOf(node);
            var isTroubled = troubles.Any(trouble => trouble.Node == node && trouble.MayEndDatabase(restarts > 0));
            var loads = await Task.WhenAll(_clients.Where(client => client.Node == node).Select(async client => (client, Load: await client.EndAsync())));
            IReadOnlyList<Outage> outages = _outages.TryGetValue(node, out var watch) ? (await watch.EndAsync()).Outages : [];
            var pid = await node.Machine.DatabasePidAsync();
            _fleet.Journal.Count("seen", "connections of clients", loads.Sum(load => load.Load.Connections));
            _fleet.Journal.Count("seen", "queries of clients", loads.Sum(load => load.Load.Queries));
            _fleet.Journal.Count("seen", "failed or lost, as was to be expected", loads.Sum(load => load.Load.Failed));
            _fleet.Journal.Count("seen", "restarts", pid == _pids[node] ? 0 : 1);
            if (isTroubled)
                continue;
            // Each time that it was rolled back, or the person thought better of it, that way and back.
            var most = restarts * (troubles.Count == 0 ? 1 : 2 + troubles.Count);
            Assert.True(outages.Count <= most, $"{node.Machine.Name}: at most {most} restarts were expected; the server was away {outages.Count} times, for {string.Join(", ", outages.Select(outage => outage.Length))} ms");
            if (restarts > 0)
                continue;
            Assert.True(pid == _pids[node], $"{node.Machine.Name}: no restart was expected; the server's process was {_pids[node]} and is {pid}");
            foreach (var (client, load) in loads)
                Assert.True(load is { Failed: 0, Errors: "" }, $"{client}: {load.Failed} of {load.Connections} connections failed or were lost, and none may: {load.Errors}");
        }
    }

    /// <summary>Ends it without a word.</summary>
    public async Task CancelAsync()
    {
        await Task.WhenAll(_clients.Select(client => client.EndAsync()));
        foreach (var watch in _outages.Values)
            await watch.EndAsync();
    }
}
