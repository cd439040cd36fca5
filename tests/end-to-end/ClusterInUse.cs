using EncryptionInTransit.Lab;
using EncryptionInTransit.Lab.Faults;
using Xunit.Abstractions;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>
/// A cluster of three members through its whole life, while clients work on all of them: never is more than one away, and what
/// needs no restart is noticed by nobody.
/// </summary>
[Trait("Scope", "thorough")]
public sealed class ClusterInUse(GaleraGroup cluster, ITestOutputHelper log) : IClassFixture<GaleraGroup>
{
    private const int Reissues = 3;

    // In milliseconds: two who look at the same do not see it at the same time.
    private const int Moment = 500;

    // While it holds, an activation has begun.
    private const string Activating = "[ -d /var/lib/encryption-in-transit/rollback ]";

    private readonly ClientsAtWork _clients = new(cluster.Stack, [.. cluster.Members.Select(server => (server, server))], log, Orders.Query);
    private readonly Orders _orders = new(cluster.Members);

    // What clients have.
    private Dictionary<string, HandedOut> _trust = [];
    private Dictionary<string, HandedOut> _show = [];

    private LabNode One => cluster.Members[0];

    private LabNode Two => cluster.Members[1];

    private LabNode Three => cluster.Members[2];

    [Fact]
    public async Task IsServedAllTheTime_AndIsAsBeforeAfterwards()
    {
        Assert.True(await IsReadOnTheWireAsync(InstalledAsync), "In the clear it is read: else reading nothing would prove nothing.");
        await NothingToChangeAsync();
        await StreamsEncryptedAsync();
        Assert.False(await IsReadOnTheWireAsync(async () =>
        {
            await ReissuedAsync();
            await RolledOverAsync();
            await MembersKilledInARolloverAsync();
            await MemberSetUpAnewInARolloverAsync();
            await WayBackAsync();
        }), "The members' traffic is in the clear.");
        await StreamsInTheClearAsync();
        await DestroyedAsync();
    }

    private async Task InstalledAsync()
    {
        await OneAtATimeAsync("install", restarts: [1, 1, 1], () => cluster.Stack.UpAsync());
        _trust = _show = await cluster.Stack.HandedOutAsync(App.User);
    }

    private async Task NothingToChangeAsync()
    {
        var logins = await cluster.SshLoginsAsync();

        (await cluster.Stack.UpAsync("--expect-no-changes")).MustSucceed();

        Assert.Equal(logins, await cluster.SshLoginsAsync());
    }

    private async Task StreamsEncryptedAsync()
    {
        await cluster.Stack.SetAsync("encryption-in-transit:groups[0].encryptStreams", "true");

        await OneAtATimeAsync("encryptStreams: true", restarts: [2, 2, 2], () => cluster.Stack.UpAsync("--skip-preview"), withClients: true);

        await NothingToChangeAsync();
    }

    private Task ReissuedAsync() => UnnoticedAsync($"{Reissues} re-issues", async () =>
    {
        for (var number = 2; number < 1 + Reissues; number++)
            await ReissueAsync(number);
        return await ReissueAsync(1 + Reissues);
    });

    private async Task<Run> ReissueAsync(int number)
    {
        var served = await cluster.ServedCertificatesAsync();
        await cluster.Stack.SetAsync("encryption-in-transit:reissue.all", $"{number}");
        var up = (await cluster.Stack.UpAsync("--skip-preview")).MustSucceed();
        Assert.Empty((await cluster.ServedCertificatesAsync()).Values.Intersect(served.Values));
        return up;
    }

    private async Task RolledOverAsync()
    {
        var old = _trust;
        await cluster.Stack.SetCaGenerationsAsync("[1, 2]");
        var both = await UnnoticedAsync("CA 2 beside CA 1");

        await cluster.Stack.SetAsync("encryption-in-transit:handOut.caGeneration", "2");
        var next = await UnnoticedAsync("certificates of CA 2 are handed out");

        (_trust, _show) = (both.ToDictionary(node => node.Key, node => node.Value.Without(old[node.Key])), next);
        await cluster.Stack.SetCaGenerationsAsync("[2]");
        await UnnoticedAsync("CA 1 is dropped");
        await _clients.ConnectAsync("CA 1 alone", old, next, refused: true);
    }

    /// <summary>
    /// One that has a certificate of the new CA, and one that has that of before, while a third one is on its way from the one to
    /// the other.
    /// </summary>
    private async Task MembersKilledInARolloverAsync()
    {
        await cluster.Stack.SetCaGenerationsAsync("[2, 3]");

        var loads = await OneAtATimeAsync("CA 3 beside CA 2, two members are killed in between", restarts: [1, 0, 1], async () =>
        {
            await using var moment = await HeldMoment.PrepareAsync(Two, Activating);
            var up = cluster.Stack.StartAsync(CancellationToken.None, "up", "--yes", "--skip-preview");
            await moment.ComeAsync(up);
            foreach (var killed in new[] { Three, One })
            {
                await killed.KillDatabaseAsync();
                (await killed.RunAsync($"service {killed.Service} start")).MustSucceed();
                await cluster.MustBeCompleteAsync();
            }
            await moment.PassAsync();
            return await up;
        }, withClients: true);

        Assert.Equal((0, ""), (loads[1].Failed, loads[1].Errors));
        await NothingToChangeAsync();
    }

    /// <summary>All that it has it gets from another one anew.</summary>
    private async Task MemberSetUpAnewInARolloverAsync()
    {
        (await Two.RunAsync($"service {Two.Service} stop && find /var/lib/mysql -mindepth 1 -delete && service {Two.Service} start")).MustSucceed();
        await MustBeWholeAsync();
    }

    private async Task WayBackAsync()
    {
        await cluster.Stack.SetCaGenerationsAsync("[2]");
        await UnnoticedAsync("back to CA 2 alone");
    }

    private async Task StreamsInTheClearAsync()
    {
        await cluster.Stack.SetAsync("encryption-in-transit:groups[0].encryptStreams", "false");

        await OneAtATimeAsync("encryptStreams: false", restarts: [2, 2, 2], () => cluster.Stack.UpAsync("--skip-preview"), withClients: true);

        await NothingToChangeAsync();
    }

    private async Task DestroyedAsync()
    {
        await OneAtATimeAsync("destroy", restarts: [1, 1, 1], () => cluster.Stack.RunAsync("destroy", "--yes", "--skip-preview"));

        foreach (var (name, after) in await cluster.SnapshotsAsync())
            Assert.Empty(cluster.Before[name].ChangesTo(after));
    }

    /// <summary>No client fails, no server is restarted, and no member is missed by another one.</summary>
    /// <returns>What clients get after it.</returns>
    private async Task<Dictionary<string, HandedOut>> UnnoticedAsync(string step, Func<Task<Run>>? change = null)
    {
        var (pids, view) = (await cluster.DatabasePidsAsync(), await cluster.ViewAsync());
        await _orders.BeginAsync();

        var next = await _clients.NoticeNothingAsync("unnoticed", _trust, _show, step, change ?? (() => cluster.Stack.UpAsync("--skip-preview")));

        var seen = await _orders.EndAsync();
        Tell(step, seen);
        Assert.All(seen.Values, node => Assert.Equal((0, ""), (node.Outages.Count, node.Errors)));
        Assert.Equal(pids, await cluster.DatabasePidsAsync());
        Assert.Equal(view, await cluster.ViewAsync());
        await MustBeWholeAsync();
        return next;
    }

    /// <summary>Members are restarted, and never is more than one away.</summary>
    /// <param name="restarts">Of each.</param>
    /// <returns>What each member's clients did.</returns>
    private async Task<IReadOnlyList<ClientLoad>> OneAtATimeAsync(string step, int[] restarts, Func<Task<Run>> change, bool withClients = false)
    {
        var ends = await cluster.LogEndsAsync();
        await _orders.BeginAsync();

        var (run, loads) = withClients ? await _clients.WorkAsync("one-at-a-time", _trust, _show, step, change) : (await change(), []);

        var seen = await _orders.EndAsync();
        Tell(step, seen);
        foreach (var (member, load) in cluster.Members.Zip(loads))
            log.WriteLine($"  {member.Name}'s clients: {load.Failed} failed, {load.FailedAt.Count(time => !IsAway(member, time))} of them while it was not away");
        run.MustSucceed();
        await MustBeWholeAsync();
        var logs = await cluster.LogsSinceAsync(ends);
        Assert.Equal(restarts, cluster.Members.Select(node => logs[node.Name].Starts));
        Assert.All(logs.Values.SelectMany(log => log.Views()), view => Assert.Equal(("primary", true), (view.Status, view.Members >= 2)));
        var outages = seen.SelectMany(node => node.Value.Outages.Select(outage => (Node: node.Key, Outage: outage))).ToList();
        Assert.DoesNotContain(outages, one => outages.Any(other => one.Node != other.Node && one.Outage.Overlaps(other.Outage)));
        return loads;

        bool IsAway(LabNode member, long time) => seen[member.Name].Outages.Any(outage => outage.Began - Moment < time && time < outage.Ended + Moment);
    }

    /// <summary>All members are there, synced, and have every order.</summary>
    private async Task MustBeWholeAsync()
    {
        await cluster.MustBeCompleteAsync();
        foreach (var member in cluster.Members)
            await _orders.MustBeOnAsync(member);
    }

    private void Tell(string step, IReadOnlyDictionary<string, Watched> seen)
    {
        log.WriteLine($"{step}: {seen.Values.Sum(node => node.Answered.Count)} orders taken");
        foreach (var (name, node) in seen.Where(node => node.Value.Outages.Count > 0))
            log.WriteLine($"  {name} was away for {string.Join(" and ", node.Outages.Select(outage => outage.Length))} ms");
    }

    private async Task<bool> IsReadOnTheWireAsync(Func<Task> act)
    {
        var capture = await NetworkCapture.BeginAsync(Three);
        await act();
        return await capture.EndAsync(One, Orders.Text);
    }
}
