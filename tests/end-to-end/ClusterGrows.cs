using System.Text.RegularExpressions;
using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>
/// A server joins a cluster whose members talk over TLS alone: it is prepared before, and what it gets from them is over TLS from the
/// first byte. The members notice nothing of it.
/// </summary>
[Trait("Scope", "thorough")]
public sealed class ClusterGrows : IAsyncLifetime
{
    private const string Members = "nodes: [db1, db2]";

    private LabRun _lab = null!;
    private Stack _stack = null!;
    private Dictionary<string, NodeSnapshot> _before = [];

    private LabNode One => _lab.Nodes["db1"];

    private LabNode Two => _lab.Nodes["db2"];

    private LabNode Newcomer => _lab.Nodes["db3"];

    /// <summary>The newcomer's, below <c>nodes</c>.</summary>
    private string Entry => StackConfiguration.Render([Newcomer]).Split("nodes:\n")[1];

    public async Task InitializeAsync()
    {
        _lab = await LabRun.StartAsync(
            new("db1", LabCluster.Kind), new("db2", LabCluster.Kind), new("db3", LabCluster.Kind));
        await LabCluster.FormAsync([One, Two]);
        await One.QueryAsync("CREATE USER app@'%' IDENTIFIED BY 'Aa1-growing'; CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY, t TEXT)");
        await LabCluster.PrepareAsync(Newcomer, [One, Two]);
        foreach (var node in _lab.Nodes.Values)
            _before[node.Name] = await node.SnapshotAsync();
        _stack = await Stack.CreateAsync(_lab, ["db1", "db2"], $$"""
              encryption-in-transit:accounts:
                - { user: app, require: X509 }
              encryption-in-transit:groups:
                - { name: orders, topology: galera, {{Members}}, encryptStreams: true }

            """);
        (await _stack.UpAsync("--skip-preview")).MustSucceed();
    }

    public async Task DisposeAsync()
    {
        _stack.Dispose();
        await _lab.DisposeAsync();
    }

    [Fact]
    public async Task ANewcomerIsPreparedAlone_JoinsOverTls_AndIsAMemberLikeTheOthers()
    {
        await PreparedAsync();
        await TakenBackAsync();
        await PreparedAsync();
        await JoinedAsync();
        await ReissuedAsync();
        await DestroyedAsync();
    }

    private async Task PreparedAsync()
    {
        var (pid, pids) = (await Newcomer.DatabasePidAsync(), await PidsAsync());
        await _stack.EditAsync("  encryption-in-transit:accounts:\n", $"{Entry}  encryption-in-transit:accounts:\n");
        await _stack.EditAsync(Regex.Escape(Members), "nodes: [db1, db2, db3]");

        var up = (await _stack.UpAsync("--skip-preview")).MustSucceed();

        up.MustSay("role: joiner", "accounts are left to the cluster that this node is to join",
            "db3 is going to be restarted: MariaDB takes ssl_cert only at its start.", "the members' traffic: over TLS alone, once it joins");
        Assert.Single(up.Output.Split('\n').Where(line => line.Contains("is going to be restarted", StringComparison.Ordinal)).Distinct(), line => line.StartsWith("    db3", StringComparison.Ordinal));
        Assert.NotEqual(pid, await Newcomer.DatabasePidAsync());
        Assert.Equal(pids, await PidsAsync());
        (await Newcomer.RunAsync("encryption-in-transit verify")).MustSucceed();
        (await _stack.UpAsync("--expect-no-changes")).MustSucceed();
    }

    /// <summary>One that never joined.</summary>
    private async Task TakenBackAsync()
    {
        var pids = await PidsAsync();
        await _stack.EditAsync(Regex.Escape(Entry), "");
        await _stack.EditAsync(Regex.Escape("nodes: [db1, db2, db3]"), Members);

        (await _stack.UpAsync("--skip-preview")).MustSucceed();

        Assert.Empty(_before["db3"].ChangesTo(await Newcomer.SnapshotAsync()));
        Assert.Equal(pids, await PidsAsync());
        await LabCluster.MustBeCompleteAsync([One, Two]);
    }

    private async Task JoinedAsync()
    {
        await One.QueryAsync("INSERT INTO shop.orders VALUES (1, 'in-the-clear-it-would-be-read')");
        var pids = await PidsAsync();
        var transfer = await NetworkCapture.BeginAsync(Newcomer);

        await LabCluster.JoinAsync(Newcomer, [One, Two]);

        Assert.False(await transfer.EndAsync(One, "in-the-clear-it-would-be-read"), "The newcomer got its data in the clear.");
        Assert.Equal("1", (await Newcomer.QueryAsync("SELECT id FROM shop.orders")).Trim());
        Assert.Equal(pids, await PidsAsync());
        Assert.Contains("ok: Galera takes TLS alone from other members", (await Newcomer.RunAsync("encryption-in-transit verify")).MustSucceed().Output, StringComparison.Ordinal);
        (await _stack.UpAsync("--expect-no-changes")).MustSucceed();
    }

    private async Task ReissuedAsync()
    {
        var (pid, pids) = (await Newcomer.DatabasePidAsync(), await PidsAsync());
        await _stack.SetAsync("encryption-in-transit:reissue.all", "2");

        (await _stack.UpAsync("--skip-preview")).MustSucceed().MustSay("role: member");

        Assert.Equal((pid, pids), (await Newcomer.DatabasePidAsync(), await PidsAsync()));
        foreach (var node in _lab.Nodes.Values)
            (await node.RunAsync("encryption-in-transit verify")).MustSucceed();
        await LabCluster.MustBeCompleteAsync([One, Two, Newcomer]);
    }

    private async Task DestroyedAsync()
    {
        (await _stack.RunAsync("destroy", "--yes", "--skip-preview")).MustSucceed();

        await LabCluster.MustBeCompleteAsync([One, Two, Newcomer]);
        Assert.Empty(_before["db1"].ChangesTo(await One.SnapshotAsync()));
        Assert.Empty(_before["db2"].ChangesTo(await Two.SnapshotAsync()));
        Assert.DoesNotContain(_before["db3"].ChangesTo(await Newcomer.SnapshotAsync()), change => change.Contains("encryption-in-transit", StringComparison.Ordinal));
    }

    private async Task<(int One, int Two)> PidsAsync() => (await One.DatabasePidAsync(), await Two.DatabasePidAsync());
}
