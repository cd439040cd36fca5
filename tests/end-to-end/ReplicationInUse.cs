using EncryptionInTransit.Lab;
using Xunit.Abstractions;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>
/// A primary, its replica, and a replica of that, which fetch over TLS, while clients work on all of them: re-issues and a whole
/// change of CA, which neither a client nor a stream notices.
/// </summary>
[Trait("Scope", "thorough")]
public sealed class ReplicationInUse(ReplicationGroupInUse group, ITestOutputHelper log) : IClassFixture<ReplicationGroupInUse>
{
    private const int Reissues = 3;

    private const string Trusted = "/var/lib/jelastic/keys/SSL-TLS/replication/root.crt";

    private readonly ClientsAtWork _clients = new(group.Stack, [.. group.Nodes.Select(server => (server, server))], log, Orders.Query);
    private readonly Orders _orders = new([group.Lab.Nodes["db1"]]);

    private int _row = 1;

    // What clients have.
    private Dictionary<string, HandedOut> _trust = [];
    private Dictionary<string, HandedOut> _show = [];

    private LabNode[] Replicas => [group.Lab.Nodes["db2"], group.Lab.Nodes["db3"]];

    [Fact]
    public async Task IsNoticedByNoClient_AndNoStreamStops()
    {
        (await group.Stack.UpAsync("--skip-preview")).MustSucceed();
        await group.Stack.SetAsync("encryption-in-transit:groups[0].encryptStreams", "true");
        await group.Stack.SetAsync("encryption-in-transit:tls.requireSecureTransport", "on");
        _trust = _show = await group.Stack.HandedOutAsync(App.User);
        await UnnoticedAsync("encryptStreams: true", streamsStay: false);
        await ConnectAnewAsync();

        await UnnoticedAsync($"{Reissues} re-issues", change: ReissuedAsync);
        await ConnectAnewAsync();

        await RolledOverAsync();

        (await group.Stack.RunAsync("destroy", "--yes")).MustSucceed();
        foreach (var (name, after) in await group.SnapshotsAsync())
            Assert.Empty(group.Before[name].ChangesTo(after));
        await MustHaveAllOrdersAsync();
    }

    private async Task<Run> ReissuedAsync()
    {
        for (var number = 2; number < 2 + Reissues; number++)
        {
            var served = await group.ServedCertificatesAsync();
            await group.Stack.SetAsync("encryption-in-transit:reissue.all", $"{number}");
            (await group.Stack.UpAsync("--skip-preview")).MustSucceed();
            Assert.Empty((await group.ServedCertificatesAsync()).Values.Intersect(served.Values));
        }
        return await group.Stack.RunAsync("preview", "--expect-no-changes");
    }

    private async Task RolledOverAsync()
    {
        var (old, oldCas) = (_trust, await Replicas[1].ReadFileAsync(Trusted));
        await group.Stack.SetCaGenerationsAsync("[1, 2]");
        var both = await UnnoticedAsync("CA 2 beside CA 1");
        await ConnectAnewAsync();

        await group.Stack.SetAsync("encryption-in-transit:handOut.caGeneration", "2");
        var next = await UnnoticedAsync("certificates of CA 2 are handed out");
        await ConnectAnewAsync();

        (_trust, _show) = (both.ToDictionary(node => node.Key, node => node.Value.Without(old[node.Key])), next);
        await group.Stack.SetCaGenerationsAsync("[2]");
        await UnnoticedAsync("CA 1 is dropped");
        await ConnectAnewAsync();

        await VerifiesAsync(Replicas[1], oldCas);
    }

    /// <summary>No client fails, no server is restarted, and no stream connects anew.</summary>
    /// <returns>What clients get after it.</returns>
    private async Task<Dictionary<string, HandedOut>> UnnoticedAsync(string step, bool streamsStay = true, Func<Task<Run>>? change = null)
    {
        var (pids, streams) = (await group.DatabasePidsAsync(), await StreamsAsync());
        await _orders.BeginAsync();

        var next = await _clients.NoticeNothingAsync("unnoticed", _trust, _show, step, change ?? (() => group.Stack.UpAsync("--skip-preview")));

        var seen = (await _orders.EndAsync()).Single().Value;
        log.WriteLine($"{step}: {seen.Answered.Count} orders taken");
        Assert.Equal((0, ""), (seen.Outages.Count, seen.Errors));
        Assert.Equal(pids, await group.DatabasePidsAsync());
        if (streamsStay)
            Assert.Equal(streams, await StreamsAsync());
        await MustHaveAllOrdersAsync();
        return next;
    }

    private async Task MustHaveAllOrdersAsync()
    {
        await group.MustReplicateAsync(_row++);
        foreach (var node in group.Nodes)
            await _orders.MustBeOnAsync(node);
    }

    /// <summary>The sessions of all streams, at both of their ends: others, once one has stopped or was lost.</summary>
    private async Task<string> StreamsAsync() => string.Join('\n', await Task.WhenAll(group.Nodes.Select(async node => $"{node.Name}: " + await node.QueryAsync(
        "SELECT command, id FROM information_schema.processlist WHERE command LIKE 'Slave%' OR command LIKE 'Binlog Dump%' ORDER BY command, id"))));

    private async Task ConnectAnewAsync()
    {
        foreach (var replica in Replicas)
        {
            await replica.QueryAsync("STOP SLAVE; START SLAVE");
            await UntilAsync(replica, "Yes Yes Yes Yes");
        }
        await MustHaveAllOrdersAsync();
    }

    /// <summary>With CAs of which its source has no certificate it does not come through.</summary>
    private async Task VerifiesAsync(LabNode replica, string otherCas)
    {
        var cas = await replica.ReadFileAsync(Trusted);
        await replica.PutFileAsync(Trusted, otherCas);
        await replica.QueryAsync("STOP SLAVE; START SLAVE");
        await UntilAsync(replica, "Connecting Yes Yes Yes", "SSL connection error");
        await replica.PutFileAsync(Trusted, cas);
        await ConnectAnewAsync();
    }

    /// <summary>Waits until both threads run or do not, the source is asked for TLS and verified or is not, and an error is told.</summary>
    private static async Task UntilAsync(LabNode replica, string wanted, string error = "")
    {
        var end = DateTime.UtcNow.AddSeconds(60);
        while (await StatusAsync(replica) is var status && !(status.StartsWith(wanted, StringComparison.Ordinal) && status.Contains(error, StringComparison.Ordinal)))
            Assert.True(DateTime.UtcNow < end, $"{replica.Name}: {status}, and not {wanted} {error}");
    }

    private static async Task<string> StatusAsync(LabNode replica) => (await replica.RunAsync(
        """
        mariadb --skip-ssl -E -e 'SHOW SLAVE STATUS' |
            awk '/Slave_IO_Running|Slave_SQL_Running:|Master_SSL_Allowed|Master_SSL_Verify|Last_IO_Error:/ { sub(/^[^:]*: /, ""); printf "%s ", $0 }'
        """)).MustSucceed().Output;
}

/// <summary>The group, and clients that work on it.</summary>
public sealed class ReplicationGroupInUse : ReplicationGroup
{
    protected override string MoreConfiguration => App.Configuration + base.MoreConfiguration;

    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        await App.CreateAsync(Lab.Nodes["db1"]);
        await Orders.CreateAsync(Lab.Nodes["db1"]);
        await MustReplicateAsync(-1);
    }
}
