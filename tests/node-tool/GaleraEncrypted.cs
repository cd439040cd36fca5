using System.Text.RegularExpressions;
using EncryptionInTransit.Lab;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>What the members of a cluster say to each other: on the wire, while they change one by one, and as before afterwards.</summary>
[Collection(NodeKind.MariaDb1011Galera)]
public sealed partial class GaleraEncrypted(GaleraCluster cluster)
{
    private const string Members = "/var/lib/jelastic/keys/SSL-TLS/cluster/root.crt";
    private const string Stopped = $"[ -f {ToolNode.State}/stopped ] && ! pidof mariadbd";

    private ToolNode One => cluster.Members[0].Tool;

    private ToolNode Two => cluster.Members[1].Tool;

    [Fact]
    public async Task GoesOverTlsAlone_OneMemberAfterTheOther_AndIsAsBeforeAfterwards()
    {
        var before = await SnapshotsAsync();
        Assert.True(await IsSeenAsync("plain-row", Write), "In the clear it is seen: else seeing nothing would prove nothing.");
        var claims = new Dictionary<ToolNode, string>();
        foreach (var (tool, certificates) in cluster.Members)
        {
            claims[tool] = await PrepareAsync(tool, certificates, cluster.Cas);
            NodeToolTest.AssertFailed(1, await tool.RunAsync("check-member", Member(tool, cluster.Cas)), "this member does not offer TLS to the others yet");
            (await ActivateAsync(tool, claims[tool], certificates)).MustSucceed();
            Assert.Equal("2 Synced", await GaleraCluster.StatusAsync(tool));
        }
        foreach (var tool in claims.Keys)
        {
            Assert.Equal("this member takes TLS\n", (await tool.RunAsync("check-member", Member(tool, cluster.Cas))).MustSucceed().Output);
            (await tool.RunAsync("encrypt-transfers", Member(tool, cluster.Cas))).MustSucceed();
        }

        // One is killed in the middle: what it was doing is taken back first, then done.
        await Two.Node.KillAsync("encrypt-cluster", Member(Two, cluster.Cas), Stopped);
        Assert.Contains("an earlier activation did not end: rolled back first", (await EncryptAsync(Two)).Error, StringComparison.Ordinal);
        await EncryptAsync(One);

        foreach (var (tool, certificates) in cluster.Members)
            Assert.Equal(certificates.Fingerprint, await ShownAsync(tool));
        Assert.False(await IsSeenAsync("tls-row", Write), "The group's traffic is in the clear.");
        Assert.False(await IsSeenAsync("tls-row", TransferAsync), "State transfer is in the clear.");
        NodeToolTest.AssertFailed(1, await One.ReleaseAsync(), "takes nothing but TLS: without TLS this one could not come back; nothing was touched");

        // Another CA: known to all members before one of them shows its certificate.
        var pid = await Two.Node.DatabasePidAsync();
        var another = await cluster.CertificatesAsync(Two.Node);
        await PrepareAsync(One, cluster.Members[0].Certificates, cluster.Members[0].Certificates.Root + another.Root);
        await PrepareAsync(Two, another, cluster.Members[0].Certificates.Root + another.Root);
        (await ActivateAsync(Two, claims[Two], another)).MustSucceed();
        Assert.Equal((another.Fingerprint, pid), (await ShownAsync(Two), await Two.Node.DatabasePidAsync()));
        var cas = cluster.Members[0].Certificates.Root + another.Root;
        foreach (var tool in claims.Keys)
        {
            Assert.Equal($"installed: {Members}\nthe members' traffic: encrypted and verified\n", (await EncryptAsync(tool, cas)).Output);
            Assert.Equal(cas, await tool.Node.ReadFileAsync(Members));
        }

        (await Two.RunAsync("restore-cluster", Member(Two, cas))).MustSucceed();
        NodeToolTest.AssertFailed(1, await Two.RunAsync("restore-member", Member(Two, cas)), "takes nothing but TLS: without TLS this one could not come back; nothing was touched");
        (await One.RunAsync("restore-cluster", Member(One, cas))).MustSucceed();
        foreach (var tool in new[] { Two, One })
            (await tool.RunAsync("restore-transfers", Member(tool, cas))).MustSucceed();

        // One goes back to plaintext by itself, the other one with its claim.
        Assert.EndsWith("restored: the members' traffic as before\n", (await Two.RunAsync("restore-member", Member(Two, cas))).MustSucceed().Output, StringComparison.Ordinal);
        Assert.Equal("2 Synced", await GaleraCluster.StatusAsync(Two));
        Assert.Equal("", await ShownAsync(Two));
        Assert.Equal("nothing to undo\n", (await Two.RunAsync("restore-member", Member(Two, cas))).MustSucceed().Output);
        Assert.True(await IsSeenAsync("plain-again", Write), "A member that takes plaintext alone is not spoken to in plaintext.");
        foreach (var tool in new[] { Two, One })
        {
            (await tool.ReleaseAsync()).MustSucceed();
            Assert.Equal("2 Synced", await GaleraCluster.StatusAsync(tool));
        }
        Assert.Equal(before, await SnapshotsAsync());

        string Member(ToolNode tool, string all) => Requests.Member(claims[tool], all);

        async Task<CommandOutput> EncryptAsync(ToolNode tool, string? all = null)
        {
            var encrypted = (await tool.RunAsync("encrypt-cluster", Member(tool, all ?? cluster.Cas))).MustSucceed();
            Assert.Equal("2 Synced", await GaleraCluster.StatusAsync(tool));
            return encrypted;
        }
    }

    [Fact]
    public async Task WhatWouldLeaveItInTheClear_OrShutSomebodyOut_IsRefused()
    {
        const string later = "/etc/mysql/mariadb.conf.d/zzz.cnf";
        const string sst = "/etc/mysql/mariadb.conf.d/70-sst.cnf";
        var certificates = cluster.Members[0].Certificates;
        var serverOnly = await cluster.CertificatesAsync(One.Node, serverUsage: "serverAuth");
        var claim = await PrepareAsync(One, certificates, cluster.Cas);
        await PrepareAsync(One, serverOnly, cluster.Cas);
        var before = await One.ServerAndFilesAsync();

        await One.Node.PutFileAsync(later, "[galera]\nwsrep_provider_options=\"gcache.size=8M\"\n");
        await One.Node.PutFileAsync(sst, "[sst]\nencrypt=2\n");
        (await One.Node.RunAsync("mv /usr/bin/stunnel /usr/bin/stunnel.away")).MustSucceed();
        var refused = await ActivateAsync(One, claim, serverOnly, members: 1);
        (await One.Node.RunAsync($"mv /usr/bin/stunnel.away /usr/bin/stunnel; rm {later} {sst}")).MustSucceed();

        NodeToolTest.AssertFailed(1, refused, "refused before anything was touched",
            "the cluster has 2 members, and the group in the configuration 1 nodes",
            $"{later} sets wsrep_provider_options and is read after /etc/mysql/mariadb.conf.d/zz-encryption-in-transit.cnf",
            $"{sst} sets encrypt for full state transfers (SST)",
            "wsrep_sst_method is rsync, and stunnel is missing",
            "is for servers alone, and a member is a client of the others as well");
        Assert.Equal(before, await One.ServerAndFilesAsync());
        (await One.ReleaseAsync()).MustSucceed();
    }

    [Fact]
    public async Task MemberThatTheOthersStillKnow_IsRefusedByThem_AndGetsInAtItsNextStart()
    {
        // The other member's own record of the cluster makes this one start under the other's name, once.
        const string known = "/run/known.dat";
        const string start = "/usr/local/bin/start-as-known";
        var certificates = cluster.Members[1].Certificates;
        await Two.Node.PutFileAsync(start, $"""
            #!/bin/sh
            [ ! -f {known} ] || install -o mysql {known} /var/lib/mysql/gvwstate.dat
            rm -f {known}
            exec service {Two.Node.Service} start

            """, "0755");
        var claim = await PrepareAsync(Two, certificates, cluster.Cas);
        (await Two.RunAsync("claim", Requests.Text([$"owner: {Requests.Owner}", $"server: {Two.Node.Server}", $"start-command: {start}"]))).MustSucceed();
        var view = await One.Node.ReadFileAsync("/var/lib/mysql/gvwstate.dat");
        await Two.Node.PutFileAsync(known, OwnName().Replace(view, name => $"{name.Groups[1]}{Convert.ToUInt16(name.Groups[2].Value, 16) - 1:x4}"));

        (await ActivateAsync(Two, claim, certificates)).MustSucceed();

        Assert.Equal("2 Synced", await GaleraCluster.StatusAsync(Two));
        var log = (await Two.Node.QueryAsync("SELECT @@log_error")).Trim();
        Assert.Equal("1\n", (await Two.Node.RunAsync($"grep -c 'same UUID already exists' {log}")).Output);
        (await Two.ReleaseAsync()).MustSucceed();
    }

    /// <summary>A member's name and, of it, the number of its starts: Galera adds one to it.</summary>
    [GeneratedRegex("(?<=^my_uuid: )([^-]*-[^-]*-[^-]*-)([0-9a-f]{4})")]
    private static partial Regex OwnName();

    private static async Task<string> PrepareAsync(ToolNode tool, Certificates certificates, string cas)
    {
        var claim = await tool.ClaimAsync();
        (await tool.RunAsync("install-certificates", Requests.InstallCertificates(claim, certificates, cas))).MustSucceed();
        return claim;
    }

    private static Task<CommandOutput> ActivateAsync(ToolNode tool, string claim, Certificates certificates, int members = 2) =>
        tool.RunAsync("activate", Requests.Activate(claim, certificates, ServerConfiguration.Text(), topology: "galera", members: members));

    private async Task<string> SnapshotsAsync() => string.Join('\n', await Task.WhenAll(
        cluster.Members.Select(async member => (await member.Tool.Node.SnapshotAsync()).ToString())));

    /// <summary>Whether a text is seen on the second member's network while something is done.</summary>
    private async Task<bool> IsSeenAsync(string text, Func<string, Task> act)
    {
        var capture = await NetworkCapture.BeginAsync(Two.Node);
        await act(text);
        return await capture.EndAsync(One.Node, text);
    }

    private async Task Write(string text)
    {
        await One.Node.QueryAsync($"CREATE DATABASE IF NOT EXISTS wire; CREATE TABLE IF NOT EXISTS wire.rows_seen (id INT AUTO_INCREMENT PRIMARY KEY, t TEXT); INSERT INTO wire.rows_seen (t) VALUES ('{text}')");
        Assert.Equal(text, (await Two.Node.QueryAsync("SET SESSION wsrep_sync_wait = 1; SELECT t FROM wire.rows_seen ORDER BY id DESC LIMIT 1")).Trim());
    }

    /// <summary>All that the second member has it gets from the first one anew.</summary>
    private async Task TransferAsync(string text)
    {
        (await Two.Node.RunAsync($"service {Two.Node.Service} stop && find /var/lib/mysql -mindepth 1 -delete && service {Two.Node.Service} start")).MustSucceed();
        await cluster.MustBeCompleteAsync();
        Assert.Contains(text, await Two.Node.QueryAsync("SELECT t FROM wire.rows_seen"), StringComparison.Ordinal);
    }

    /// <summary>SHA-256 of the certificate that the other member gets from Galera; empty where it gets none.</summary>
    private async Task<string> ShownAsync(ToolNode tool) => (await (tool == One ? Two : One).Node.RunAsync(
        $"timeout 10 openssl s_client -connect {tool.Node.Address}:4567 </dev/null 2>/dev/null | openssl x509 -outform DER 2>/dev/null >/run/shown; [ ! -s /run/shown ] || sha256sum </run/shown | cut -d' ' -f1")).Output.Trim();
}
