using EncryptionInTransit.Lab.Faults;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>A group of nodes through its life: one at a time, replicas first, undone the other way round.</summary>
public sealed class GroupsInOrder(ReplicationGroup group) : IClassFixture<ReplicationGroup>
{
    private static readonly string[] ReplicasFirst = ["db3", "db2", "db1"];

    [Fact]
    public async Task ReplicasBeforeTheirSource_OneAtATime_AndAFailureStopsTheGroup()
    {
        await InstalledAsync();
        await NothingToChangeAsync();
        await StreamsEncryptedAsync();
        await ReissuedAsync();
        await CasChangedAtOnceAsync();
        await StoppedAtAReplicaAsync();
        await StoppedBeforeTheFirstAsync();
        await DestroyedAsync();
    }

    private async Task InstalledAsync()
    {
        var up = (await group.Stack.UpAsync()).MustSucceed();

        Assert.Equal(ReplicasFirst, Done(up, "-server-tls", "created"));
        Assert.Equal(ReplicasFirst.Reverse(), Done(up, "-claim", "created"));
        up.MustSay("role: primary", "role: replica");
        await group.MustReplicateAsync(1);
    }

    private async Task NothingToChangeAsync()
    {
        var logins = await group.SshLoginsAsync();

        (await group.Stack.UpAsync("--expect-no-changes")).MustSucceed();
        (await group.Stack.RunAsync("preview", "--expect-no-changes")).MustSucceed();

        Assert.Equal(logins, await group.SshLoginsAsync());
    }

    private async Task StreamsEncryptedAsync()
    {
        await group.Stack.SetAsync("encryption-in-transit:groups[0].encryptStreams", "true");
        await group.Stack.SetAsync("encryption-in-transit:tls.requireSecureTransport", "on");

        var up = (await group.Stack.UpAsync()).MustSucceed();

        up.MustSay("nothing to encrypt: this node replicates from nobody",
            $"replication from {group.Lab.Nodes["db1"].Address}:3306: encrypted and verified",
            $"replication from {group.Lab.Nodes["db2"].Address}:3306: encrypted and verified");
        Assert.True(LastLine(up, "-replication created") < FirstLine(up, "-clients creating"), up.Output);
        foreach (var replica in new[] { "db2", "db3" })
            await group.Lab.Nodes[replica].QueryAsync("STOP SLAVE; START SLAVE");
        await group.MustReplicateAsync(10);
        await NothingToChangeAsync();
    }

    private async Task ReissuedAsync()
    {
        var pids = await group.DatabasePidsAsync();
        await group.Stack.SetAsync("encryption-in-transit:reissue.all", "2");

        var up = (await group.Stack.UpAsync()).MustSucceed();

        Assert.Equal(ReplicasFirst, Done(up, "-server-tls", "updated"));
        Assert.Equal(pids, await group.DatabasePidsAsync());
        await group.MustReplicateAsync(2);
    }

    /// <summary>Clients may fail then; a replica whose source is restarted with a certificate of another CA must not.</summary>
    private async Task CasChangedAtOnceAsync()
    {
        await group.Stack.SetAsync("encryption-in-transit:certificates.caGenerations[0]", "2");
        foreach (var index in Enumerable.Range(0, ReplicasFirst.Length))
            await group.Stack.SetAsync($"encryption-in-transit:nodes[{index}].abruptCaChange", "true");
        await group.Stack.SetAsync("encryption-in-transit:tls.minimumVersion", "TLSv1.3");

        var up = (await group.Stack.UpAsync()).MustSucceed();

        Assert.Equal(ReplicasFirst, Done(up, "-server-tls", "updated"));
        await group.MustReplicateAsync(20);
    }

    private async Task StoppedAtAReplicaAsync()
    {
        var served = await group.ServedCertificatesAsync();
        await group.Lab.Nodes["db2"].QueryAsync("STOP SLAVE SQL_THREAD");
        await group.Stack.SetAsync("encryption-in-transit:reissue.server", "2");

        var up = (await group.Stack.UpAsync()).MustFail();

        up.MustSay("this node is not well, and its group goes no further; nothing was touched",
            $"replication from {group.Lab.Nodes["db1"].Address}:3306 does not run (IO thread: Yes, SQL thread: No)",
            "group orders: stopped at db2; left alone: db1.");
        Assert.Equal(["db3"], Done(up, "-server-tls", "updated"));
        Assert.Equal(served["db1"], await ServedByAsync("db1"));
        Assert.Equal(served["db2"], await ServedByAsync("db2"));

        await group.Lab.Nodes["db2"].QueryAsync("START SLAVE SQL_THREAD");
        Assert.Equal(["db2", "db1"], Done((await group.Stack.UpAsync()).MustSucceed(), "-server-tls", "updated"));
    }

    private async Task StoppedBeforeTheFirstAsync()
    {
        var served = await group.ServedCertificatesAsync();
        await group.Stack.SetAsync("encryption-in-transit:reissue.server", "3");
        await using (await group.Lab.Nodes["db1"].StopSshAsync())
        {
            (await group.Stack.UpAsync()).MustFail()
                .MustSay("group orders: none of its nodes was touched, because db1 did not say what it is in the group.");
        }
        foreach (var node in group.Lab.Nodes.Keys)
            Assert.Equal(served[node], await ServedByAsync(node));

        Assert.Equal(ReplicasFirst, Done((await group.Stack.UpAsync()).MustSucceed(), "-server-tls", "updated"));
    }

    private async Task DestroyedAsync()
    {
        var destroy = (await group.Stack.RunAsync("destroy", "--yes")).MustSucceed();

        Assert.Equal(ReplicasFirst, Done(destroy, "-claim", "deleted"));
        var after = await group.SnapshotsAsync();
        Assert.All(group.Before, node => Assert.Empty(node.Value.ChangesTo(after[node.Key])));
        foreach (var replica in new[] { "db2", "db3" })
            Assert.Equal("No", await SslAllowedAsync(replica));
        await group.MustReplicateAsync(3);
    }

    private async Task<string> SslAllowedAsync(string replica) =>
        (await group.Lab.Nodes[replica].RunAsync("mariadb --skip-ssl -E -e 'SHOW SLAVE STATUS' | awk '/Master_SSL_Allowed/ { print $2 }'")).Output.Trim();

    private static int FirstLine(Run run, string text) => Array.FindIndex(run.Output.Split('\n'), line => line.Contains(text, StringComparison.Ordinal));

    private static int LastLine(Run run, string text) => Array.FindLastIndex(run.Output.Split('\n'), line => line.Contains(text, StringComparison.Ordinal));

    private async Task<string> ServedByAsync(string node) => (await group.Lab.Nodes[node].RunAsync(
        "openssl s_client -starttls mysql -connect 127.0.0.1:3306 </dev/null 2>/dev/null | openssl x509 -outform DER | sha256sum")).Output[..64];

    /// <summary>The nodes whose command of this suffix is told to be done, in the order in which it was.</summary>
    private static string[] Done(Run run, string suffix, string what) =>
    [
        .. run.Output.Split('\n').Where(line => line.Contains($" {what} ", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ')).Where(word => word.EndsWith(suffix, StringComparison.Ordinal))
            .Select(word => word[..^suffix.Length]),
    ];
}
