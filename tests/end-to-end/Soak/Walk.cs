using System.Diagnostics;
using System.Text.Json;
using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests.Soak;

/// <summary>Steps at random, and after each what must be true.</summary>
internal sealed class Walk(SoakFleet fleet, Random random)
{
    private static readonly string[] s_up = ["up", "--yes", "--skip-preview"];

    private static readonly string[] s_destroy = ["destroy", "--yes", "--skip-preview"];

    private readonly Invariants _invariants = new(fleet);

    /// <summary>How long each command took the last time that nothing went wrong: within that time troubles happen.</summary>
    private readonly Dictionary<string, TimeSpan> _times = [];

    /// <summary>The first <c>up</c>.</summary>
    public async Task BeginAsync()
    {
        fleet.Journal.Say($"nodes: {string.Join(", ", fleet.Model.Nodes.Select(node => $"{node} ({node.Machine.Kind})"))}; up, {fleet.Calendar.DaysAgo} days ago");
        await fleet.ConfigureAsync();
        (await fleet.Stack.RunAsync("preview")).MustSucceed(); // builds the program, today
        foreach (var entry in fleet.Stack.TemporaryFolder.EnumerateDirectories())
            entry.Delete(recursive: true);
        await InstallAsync([]);
        await _invariants.HoldAsync();
    }

    public async Task StepAsync()
    {
        fleet.Calendar.GoOn(random);
        fleet.Journal.BeginStep(fleet.Calendar.DaysAgo);
        switch (random.Next(20))
        {
            case 0 or 1:
                await DestroyAndInstallAsync();
                break;
            case 2 or 3 or 4:
                await HandEditAsync();
                break;
            case 5 or 6:
                await MistakeAsync();
                break;
            case 7:
                await RefreshAsync();
                break;
            default:
                await ChangeAsync(Changes.AtRandom(fleet.Model, random));
                break;
        }
        await _invariants.HoldAsync();
    }

    /// <summary>All is as it was before the first step.</summary>
    public async Task EndAsync()
    {
        fleet.Journal.Say("the end: destroy");
        (await fleet.RunAsync(s_destroy)).MustSucceed();
        await MustBeAsBeforeAsync(fleet.Model.Nodes);
        Assert.Equal("", await ResourcesAsync());
    }

    private async Task InstallAsync(IReadOnlyList<Trouble> troubles)
    {
        await RunAsync(s_up, troubles, RestartsOfAll);
        await fleet.HandOutAsync(_ => true);
    }

    private async Task ChangeAsync(IReadOnlyList<Change> changes)
    {
        foreach (var one in changes)
            fleet.Journal.Count("changed", one.Kind);
        var (change, troubles, policy) = (Change.AllOf(changes), Trouble.SomeAtRandom(fleet.Model, random), fleet.Model.Policy);
        fleet.Journal.Say($"{change.Words}; up");
        if (change.DropsACa)
            await fleet.HandOutAsync(_ => true);
        var watch = await Watch.BeginAsync(fleet, change, node => node.IsMember && node != change.MovesNode);
        change.Edit();
        await fleet.ConfigureAsync();
        if (random.Next(3) == 0)
            (await fleet.RunAsync(["preview", "--diff", .. change.Options])).MustSucceed();
        await RunAsync([.. s_up, .. change.Options], troubles, change.RestartsOf, change.CanBeTakenBack && random.Next(3) == 0 ? TakeBackAsync : null);
        await watch.EndAsync(change, troubles);
        if (change.MovesNode is { } node)
        {
            if (!node.IsMember)
                await MustBeAsBeforeAsync([node]);
            else
                await fleet.HandOutAsync(client => client.Node == node);
        }
        await fleet.HandOutAsync(client => !client.IsLazy);

        Task TakeBackAsync()
        {
            fleet.Journal.Count("changed", "taken back before it was done");
            fleet.Journal.Say("all of that taken back");
            fleet.Model.Policy = policy;
            return fleet.ConfigureAsync();
        }
    }

    private async Task DestroyAndInstallAsync()
    {
        fleet.Journal.Count("changed", "destroy and up again");
        fleet.Journal.Say("destroy, up");
        await RunAsync(s_destroy, Trouble.SomeAtRandom(fleet.Model, random), RestartsOfAll);
        await MustBeAsBeforeAsync(fleet.Model.Members);
        await InstallAsync(Trouble.SomeAtRandom(fleet.Model, random));
    }

    /// <summary>Named by <c>up</c> where it is seen, mended by <c>reapply</c>, or taken off with all else by <c>destroy</c>.</summary>
    private async Task HandEditAsync()
    {
        var node = random.Among(fleet.Model.Members);
        var edit = HandEdit.AtRandom(fleet.Model, node, random);
        fleet.Journal.Count("by hand", edit.Kind);
        fleet.Journal.Say($"on {node.Machine.Name}, by hand: {edit.Kind}: {edit.Script}");
        // What the calendar asks for comes first, so that the next up has nothing to do there.
        (await fleet.RunAsync(s_up)).MustSucceed();
        var reapply = Changes.Reapply(node);
        var watch = await Watch.BeginAsync(fleet, reapply, member => member.IsMember && !(member == node && edit.LocksClientsOut));
        (await node.Machine.RunAsync(edit.Script)).MustSucceed();
        Assert.NotEqual(0, (await node.Machine.RunAsync("/usr/local/sbin/encryption-in-transit verify")).ExitCode);
        var up = await fleet.RunAsync(s_up);
        // An audit comes to the node, and may be refused there first.
        if (fleet.Model.Policy.RequireSecureTransport != "audit")
        {
            if (edit.IsSeenOutside)
                up.MustFail().MustSay($"{node}: ", "this is not what the stack has installed", $"set its reapply to {node.Reapply + 1}, then up.");
            else
                up.MustSucceed();
        }
        if (random.Next(4) == 0)
        {
            await watch.CancelAsync();
            if (edit.HindersUninstall)
            {
                fleet.Journal.Say($"destroy, which fails; {reapply.Words}; up");
                (await fleet.RunAsync(s_destroy)).MustFail().MustSay("is missing, and this node is still claimed; nothing was undone");
                reapply.Edit();
                await fleet.ConfigureAsync();
                (await fleet.RunAsync(s_up)).MustSucceed();
            }
            await DestroyAndInstallAsync();
            return;
        }
        var troubles = Trouble.SomeAtRandom(fleet.Model, random);
        fleet.Journal.Say($"{reapply.Words}; up");
        reapply.Edit();
        await fleet.ConfigureAsync();
        await RunAsync(s_up, troubles, reapply.RestartsOf);
        await watch.EndAsync(reapply, troubles);
        await fleet.HandOutAsync(client => !client.IsLazy);
    }

    private async Task MistakeAsync()
    {
        var mistake = Mistake.AtRandom(fleet.Model, random);
        fleet.Journal.Count("refused", mistake.Kind);
        fleet.Journal.Say($"a mistake: {mistake.Words}; up, which refuses it; taken back, up");
        var (nodes, state) = (await fleet.SnapshotsAsync(fleet.Model.Members.ToList()), await ResourcesAsync());
        var watch = await Watch.BeginAsync(fleet, Change.None, node => node.IsMember);
        mistake.Edit();
        await fleet.ConfigureAsync();
        (await fleet.RunAsync(s_up)).MustFail().MustSay("nothing was touched");
        mistake.Undo();
        await fleet.ConfigureAsync();
        Assert.True(state == await ResourcesAsync(), "the state has changed");
        foreach (var (node, before) in nodes)
            Assert.Empty(before.ChangesTo(await node.Machine.SnapshotAsync()));
        (await fleet.RunAsync(s_up)).MustSucceed();
        await watch.EndAsync(Change.None, []);
    }

    /// <summary>Nobody has changed anything, so nothing comes of it; nor of the <c>up</c> that follows, but for what the calendar asks for.</summary>
    private async Task RefreshAsync()
    {
        fleet.Journal.Count("changed", "refresh");
        fleet.Journal.Say("refresh, which finds nothing; up");
        var watch = await Watch.BeginAsync(fleet, Change.None, node => node.IsMember);
        // A refresh marks certificates that are due as ready for their renewal.
        var isNothingDue = (await fleet.RunAsync("preview", "--expect-no-changes")).ExitCode == 0;
        (await fleet.RunAsync(["refresh", "--yes", "--skip-preview", .. isNothingDue ? new[] { "--expect-no-changes" } : []])).MustSucceed();
        (await fleet.RunAsync(s_up)).MustSucceed();
        await watch.EndAsync(Change.None, []);
    }

    /// <summary>Runs a command into each trouble; then the same command does the rest.</summary>
    /// <param name="restarts">How often a server may be restarted by it.</param>
    /// <param name="thinkBetterAsync">What a person does about the configuration after the troubles.</param>
    private async Task RunAsync(string[] command, IReadOnlyList<Trouble> troubles, Func<NodeModel, int> restarts, Func<Task>? thinkBetterAsync = null)
    {
        foreach (var trouble in troubles)
        {
            var after = _times.GetValueOrDefault(command[0], _times["up"]) * random.NextDouble();
            fleet.Journal.Count("went wrong in the midst", trouble.Kind);
            fleet.Journal.Say($"{after.TotalSeconds:0.0} s into {command[0]}: {trouble}; then {command[0]} again");
            await trouble.RunAsync(fleet, after, command);
            if (trouble.Node is not { } node)
                continue;
            await NodeFault.IdleAsync(node.Machine);
            if (trouble.MayEndDatabase(restarts(node) > 0))
                await StartDatabaseAsync(node.Machine);
        }

        if (troubles.Count > 0 && thinkBetterAsync is not null)
            await thinkBetterAsync();
        var time = Stopwatch.StartNew();
        (await fleet.RunAsync(command)).MustSucceed();
        if (troubles.Count == 0)
            _times[command[0]] = time.Elapsed;
    }

    /// <summary>Of an install, and of an uninstall.</summary>
    private static int RestartsOfAll(NodeModel node) => node.IsMariaDb ? 1 : 0;

    /// <summary>As a DBA does, unless it comes back by itself.</summary>
    private static async Task StartDatabaseAsync(LabNode node)
    {
        if ((await node.RunAsync($"service {node.Service} status")).ExitCode != 0 && (await node.RunAsync($"service {node.Service} start")).ExitCode != 0)
        {
            // Somebody had removed its certificates: the cure of docs/errors.md.
            Assert.NotEqual(0, (await node.RunAsync("test -f /var/lib/jelastic/keys/SSL-TLS/server/server.crt")).ExitCode);
            await node.RunAsync($"rm {HandEdit.ConfigFile}; service {node.Service} start");
        }
        var client = node.Server == "mysql" ? "mysql --ssl-mode=DISABLED" : "mariadb --skip-ssl";
        (await node.RunAsync($"for tries in $(seq 600); do ! {client} -e 'SELECT 1' >/dev/null 2>&1 || exit 0; sleep 0.1; done; exit 1")).MustSucceed();
    }

    /// <summary>All that the state has of them, in plain text: secrets are encrypted anew each time.</summary>
    private async Task<string> ResourcesAsync()
    {
        var export = (await fleet.Stack.RunAsync("stack", "export", "--show-secrets")).MustSucceed().Output;
        return JsonDocument.Parse(export).RootElement.GetProperty("deployment").TryGetProperty("resources", out var resources) ? resources.GetRawText() : "";
    }

    private async Task MustBeAsBeforeAsync(IEnumerable<NodeModel> nodes)
    {
        foreach (var (node, after) in await fleet.SnapshotsAsync(nodes))
        {
            var changes = fleet.Before[node].ChangesTo(after);
            Assert.True(changes.Count == 0, $"{node.Machine.Name} must be as it was before the first step; it is not:\n{string.Join('\n', changes)}");
        }
    }
}
