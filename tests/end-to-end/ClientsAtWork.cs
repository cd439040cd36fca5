using EncryptionInTransit.Lab;
using Xunit.Abstractions;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>
/// Clients of <see cref="App"/> that connect anew all the time, and query over a connection that stays, while something is done
/// to a fleet. They verify their server, and show a certificate.
/// </summary>
/// <param name="servers">Each server, and the node whose client connects to it.</param>
/// <param name="query">With one row or more.</param>
public sealed class ClientsAtWork(Stack stack, IReadOnlyList<(LabNode Node, LabNode Server)> servers, ITestOutputHelper log, string query = "SELECT 1")
{
    /// <summary>Runs <c>up</c>, or something else, under the load of clients; not one of them may fail.</summary>
    /// <param name="name">Of the clients' files.</param>
    /// <param name="trust">By node.</param>
    /// <param name="show">By node.</param>
    /// <returns>What clients get after it.</returns>
    public async Task<Dictionary<string, HandedOut>> NoticeNothingAsync(
        string name, Dictionary<string, HandedOut> trust, Dictionary<string, HandedOut> show, string step, Func<Task<Run>>? change = null)
    {
        var (run, loads) = await WorkAsync(name, trust, show, step, change ?? (() => stack.UpAsync()));
        run.MustSucceed();
        Assert.All(loads, load => Assert.Equal((0, ""), (load.Failed, load.Errors)));
        Assert.All(loads, load => Assert.True(load.Connections > 1 && load.Queries > 1, "the client did nothing meanwhile"));
        (await stack.RunAsync("preview", "--expect-no-changes")).MustSucceed();
        return await stack.HandedOutAsync(App.User);
    }

    /// <summary>The same where clients may fail.</summary>
    /// <returns>Also what each of them did, in the order of the servers.</returns>
    public async Task<(Run Run, IReadOnlyList<ClientLoad> Loads)> WorkAsync(
        string name, Dictionary<string, HandedOut> trust, Dictionary<string, HandedOut> show, string step, Func<Task<Run>> change)
    {
        var clients = Clients(name);
        await Task.WhenAll(clients.Select(client => client.HasAsync(trust[client.Server], show[client.Server])));
        await Task.WhenAll(clients.Select(client => client.BeginAsync()));

        var run = await change();

        var loads = await Task.WhenAll(clients.Select(client => client.EndAsync()));
        log.WriteLine($"{step}: {loads.Sum(load => load.Connections)} connections and {loads.Sum(load => load.Queries)} queries, {loads.Sum(load => load.Failed)} failed");
        return (run, loads);
    }

    /// <summary>Each of them once.</summary>
    public async Task ConnectAsync(string what, Dictionary<string, HandedOut> trust, Dictionary<string, HandedOut> show, bool refused = false)
    {
        foreach (var client in Clients("once"))
        {
            await client.HasAsync(trust[client.Server], show[client.Server]);
            var connected = await client.ConnectAsync();
            Assert.True((connected.ExitCode != 0) == refused, $"{what}, to {client.Server}: {connected.ExitCode} {connected.Error}");
        }
    }

    private IReadOnlyList<VerifyingClient> Clients(string name) => [.. servers.Select(pair => new VerifyingClient(pair.Node, pair.Server, name, query))];
}
