using EncryptionInTransit.Lab;
using Xunit.Abstractions;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>
/// Three nodes change to a new CA, step by step and back in between, while clients connect all the time that know only the old one,
/// only the new one, or both.
/// </summary>
public sealed class CaRollover(RollingFleet fleet, ITestOutputHelper log) : IClassFixture<RollingFleet>
{
    private const int Reissues = 10;

    private readonly ClientsAtWork _clients = new(fleet.Stack, fleet.Clients, log);

    [Fact]
    public async Task IsNoticedByNoClient_AndASecondCaAtOnceIsRefused()
    {
        (await fleet.Stack.UpAsync()).MustSucceed();
        var pids = await fleet.DatabasePidsAsync();
        var old = await fleet.Stack.HandedOutAsync(App.User);

        await _clients.NoticeNothingAsync("old", old, old, $"{Reissues} re-issues", ReissueAsync);

        await IsRefusedAtOnceAsync();

        await fleet.Stack.SetCaGenerationsAsync("[1, 2]");
        var both = await _clients.NoticeNothingAsync("old", old, old, "the new CA beside the old one");
        var ca = both.ToDictionary(node => node.Key, node => node.Value.Without(old[node.Key]));
        Assert.All(ca.Values, client => Assert.Single(Blocks(client.Root)));
        await _clients.ConnectAsync("old CA, old certificate", old, old);
        await _clients.ConnectAsync("new CA, old certificate", ca, old);

        await fleet.Stack.SetCaGenerationsAsync("[1]");
        await _clients.NoticeNothingAsync("both", both, old, "back to the old CA");
        await _clients.ConnectAsync("old CA, old certificate, after the way back", old, old);

        // What was dropped does not come back: the next try has the next number.
        await fleet.Stack.SetCaGenerationsAsync("[1, 3]");
        both = await _clients.NoticeNothingAsync("old", old, old, "another new CA beside the old one");
        ca = both.ToDictionary(node => node.Key, node => node.Value.Without(old[node.Key]));

        await fleet.Stack.SetAsync("encryption-in-transit:handOut.caGeneration", "3");
        var next = await _clients.NoticeNothingAsync("old", old, old, "certificates of the new CA are handed out");
        Assert.All(next.Values, client => Assert.Equal(2, Blocks(client.Certificate).Length));
        foreach (var (trust, name) in new[] { (old, "old CA"), (ca, "new CA"), (both, "both CAs") })
        {
            await _clients.ConnectAsync($"{name}, old certificate", trust, old);
            await _clients.ConnectAsync($"{name}, new certificate", trust, next);
            foreach (var node in fleet.Nodes)
            {
                var server = (await node.RunAsync("cat /var/lib/jelastic/keys/SSL-TLS/server/server.crt")).MustSucceed().Output;
                await StrictOutsiders.AcceptAsync(server, trust[node.Name].Root, node.Hostname);
                await StrictOutsiders.AcceptAsync(next[node.Name].Certificate, trust[node.Name].Root, hostname: null);
            }
        }

        await fleet.Stack.SetCaGenerationsAsync("[3]");
        await _clients.NoticeNothingAsync("new", ca, next, "the old CA is dropped");
        await _clients.ConnectAsync("new CA, new certificate", ca, next);
        await _clients.ConnectAsync("old CA, new certificate", old, next, refused: true);
        await _clients.ConnectAsync("new CA, old certificate", ca, old, refused: true);
        Assert.Equal(pids, await fleet.DatabasePidsAsync());

        (await fleet.Stack.RunAsync("destroy", "--yes")).MustSucceed();
        foreach (var (name, after) in await fleet.SnapshotsAsync())
            Assert.Equal(fleet.Before[name].ToString(), after.ToString());
    }

    /// <summary>Nothing is lost by it: with the generations of before all is as before.</summary>
    private async Task IsRefusedAtOnceAsync()
    {
        var served = await fleet.ServedCertificatesAsync();
        await fleet.Stack.SetCaGenerationsAsync("[2]");
        await fleet.Stack.SetAsync("encryption-in-transit:handOut.caGeneration", "2");

        (await fleet.Stack.UpAsync()).MustFail().MustSay("caGenerations of db3: is [2], and its clients trust CA 1", "nothing was touched", "Set [1, 2] until every client has the new root.crt, then [2]");

        await fleet.Stack.SetCaGenerationsAsync("[1]");
        (await fleet.Stack.RunAsync("config", "rm", "--path", "encryption-in-transit:handOut.caGeneration")).MustSucceed();
        var old = await fleet.Nodes.First().RunAsync("cat /var/lib/jelastic/keys/SSL-TLS/server/root.crt");
        (await fleet.Stack.UpAsync()).MustSucceed();
        Assert.Equal(old, await fleet.Nodes.First().RunAsync("cat /var/lib/jelastic/keys/SSL-TLS/server/root.crt"));
        Assert.Equal(served.Keys, (await fleet.ServedCertificatesAsync()).Keys);
        (await fleet.Stack.UpAsync("--expect-no-changes")).MustSucceed();
    }

    private async Task<Run> ReissueAsync()
    {
        var served = new HashSet<string>((await fleet.ServedCertificatesAsync()).Values);
        for (var number = 2; number < 2 + Reissues; number++)
        {
            await fleet.Stack.SetAsync("encryption-in-transit:reissue.server", $"{number}");
            (await fleet.Stack.UpAsync("--skip-preview")).MustSucceed();
            Assert.All((await fleet.ServedCertificatesAsync()).Values, certificate => Assert.True(served.Add(certificate), "it is not a new one"));
        }
        return await fleet.Stack.RunAsync("preview", "--expect-no-changes");
    }

    private static string[] Blocks(string pem) => pem.Split("-----END CERTIFICATE-----\n", StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Three nodes with an account that must show its certificate.</summary>
public sealed class RollingFleet : Fleet
{
    protected override string MoreConfiguration => App.Configuration;

    protected override async Task PrepareAsync()
    {
        foreach (var node in Nodes)
            await App.CreateAsync(node);
    }

    /// <summary>MariaDB's client connects to all three servers, MySQL's, which knows no MariaDB account, to its own.</summary>
    public IReadOnlyList<(LabNode Node, LabNode Server)> Clients =>
        [.. Nodes.Select(server => (Lab.Nodes["db1"], server)), (Lab.Nodes["db3"], Lab.Nodes["db3"])];
}
