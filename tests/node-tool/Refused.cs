using EncryptionInTransit.Lab;
using EncryptionInTransit.Lab.Faults;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>What cannot work is refused, with its cure, before anything is touched.</summary>
public abstract class Refused(ToolNodeFixture fixture) : NodeToolTest(fixture)
{
    public static TheoryData<string, string> BadRequests => new()
    {
        { "", "the request is empty" },
        { "request: 1\nowner: a/b/c\nserver: mysql\n", "the request was cut: its last line \"end: 1\" is missing" },
        { "request: 1\nowner: a/b/c\nserver: my", "the request was cut" },
        { "request: 2\nowner: a/b/c\nend: 1\n", "this tool reads \"request: 1\" only" },
        { "owner: a/b/c\nend: 1\n", "line 1 is not \"request: 1\"" },
        { "request: 1\nowner: a/b/c\nserver: mysql\ncolour: red\nend: 1\n", "unknown key \"colour\"" },
        { "request: 1\nowner: a/b/c\nowner: d/e/f\nserver: mysql\nend: 1\n", "key \"owner\" is given twice" },
        { "request: 1\nowner: a/b/c\nserver: mysql\n@file server/root.crt\nx\n@end\nend: 1\n", "unknown file \"server/root.crt\"" },
        { "request: 1\nowner: a/b/c\nserver: mysql\nend: 1\nowner: d\n", "something follows \"end: 1\"" },
        { "request: 1\nowner: a/b/c\nserver: oracle\nend: 1\n", "give server: mariadb, mysql, percona or proxysql" },
        { "request: 1\nserver: mysql\nend: 1\n", "key \"owner\" is missing or empty" },
    };

    [Theory]
    [MemberData(nameof(BadRequests))]
    public async Task ABadRequest(string request, string says)
    {
        AssertFailed(2, await Tool.RunAsync("claim", request), says, "nothing was touched");
        await AssertAsBeforeAsync();
    }

    [Theory]
    [InlineData("frobnicate", "unknown verb \"frobnicate\"")]
    [InlineData("claim now", "claim takes no arguments")]
    [InlineData("status --xml", "unknown option \"--xml\"")]
    public async Task BadUsage(string arguments, string says) => AssertFailed(2, await Tool.RunAsync(arguments, ""), says);

    [Fact]
    public async Task AStoppedServer_WithTheCommandThatStartsIt()
    {
        await using (await Node.StopDatabaseAsync())
        {
            var files = await Node.SnapshotFilesAsync();
            AssertFailed(1, await Tool.RunAsync("claim", Requests.Claim(Node.Server)), "stopped", $"start it: service {Node.Service} start");
            Assert.Equal(files, await Node.SnapshotFilesAsync());
        }
    }

    [Fact]
    public async Task AnotherKind_ByNameAndVersion()
    {
        var other = Tool.IsMariaDb ? "mysql" : "percona";

        AssertFailed(2, await Tool.RunAsync("claim", Requests.Claim(other)), $"the request says {other}", $"set kind: {Node.Server}");

        await AssertAsBeforeAsync();
    }

    [Fact]
    public async Task ANodeThatIsNotWhatItsGroupIs()
    {
        AssertFailed(1, await Tool.RoleAsync("replication"), "replicates from nobody and nobody replicates from it", "nothing was touched", "take the node out of its group");
        AssertFailed(1, await Tool.RoleAsync("galera"), "in no Galera cluster (wsrep_on is off)", "nothing was touched", "correct the group's topology");
        Assert.StartsWith("role: standalone\n", (await Tool.RoleAsync(topology: null)).MustSucceed().Output, StringComparison.Ordinal);
        await AssertAsBeforeAsync();
    }

    [Fact]
    public async Task ANodeOfAnotherOwner_WithItsName()
    {
        await Tool.ClaimAsync();

        AssertFailed(3, await Tool.RunAsync("claim", Requests.Claim(Node.Server, "project/prod/db")),
            $"claimed by {Requests.Owner} since", "not by project/prod/db", "nothing was touched");
        Assert.Equal(
            $"left as it is: owned by {Requests.Owner}, not by project/prod/db\n",
            (await Tool.ReleaseAsync("project/prod/db")).MustSucceed().Output);
    }

    [Fact]
    public async Task AnotherClaim_OrNone()
    {
        var request = Requests.InstallCertificates("0123456789abcdef", First);
        AssertFailed(2, await Tool.RunAsync("install-certificates", request), "this node is not claimed");

        await Tool.ClaimAsync();

        AssertFailed(3, await Tool.RunAsync("install-certificates", request), $"this node is claimed by {Requests.Owner} under another id");
        AssertFailed(3, await Tool.ActivateAsync("0123456789abcdef", First), "nothing was touched");
    }

    [Fact]
    public async Task AKeyOfAnotherCertificate_AnExpiredOne_AForeignRoot()
    {
        var claim = await Tool.ClaimAsync();
        using var stranger = await Authority.CreateAsync("stranger.example", "192.0.2.1");
        var strange = await stranger.IssueAsync(KeyKind.Ecdsa);

        AssertFailed(1, await InstallAsync(First with { ServerKey = Second.ServerKey }), "server.key does not belong to server.crt", "raise the number reissue.server");
        AssertFailed(1, await InstallAsync(First with { Root = strange.Root }), "server.crt is not accepted with root.crt");
        AssertFailed(1, await InstallAsync(First with { Server = "no certificate" }), "server.crt is not a certificate in PEM");
        var expired = await Authority.IssueAsync(KeyKind.Ecdsa, days: -1);
        AssertFailed(1, await InstallAsync(expired), "certificate has expired", "this node's clock says");
        Assert.Equal("", (await Node.RunAsync("ls -A /var/lib/jelastic/keys/SSL-TLS/.generations")).MustSucceed().Output);

        async Task<CommandOutput> InstallAsync(Certificates certificates) =>
            await Tool.RunAsync("install-certificates", Requests.InstallCertificates(claim, certificates));
    }

    [Fact]
    public async Task AConfiguration_ThatTheServerWouldNotTake()
    {
        var claim = await Tool.PrepareAsync(First);
        var before = await Node.SnapshotAsync();

        await RefusesAsync(ServerConfiguration.Text(ciphers: "ECDHE-RSA-AES256-GCM-SHA384:NO-SUCH-CIPHER"), "ssl_cipher names \"NO-SUCH-CIPHER\"");
        await RefusesAsync(ServerConfiguration.Text(ciphers: "ECDHE-ECDSA-AES256-GCM-SHA384"), "no cipher in ssl_cipher suits an RSA certificate");
        await RefusesAsync(ServerConfiguration.Text(extra: "no_such_option=1"), "no_such_option");
        await RefusesAsync(ServerConfiguration.Text(requireSecureTransport: true), "must not set require_secure_transport");
        await RefusesAsync("[mysqld]\nssl_cert=/tmp/server.crt\n", "ssl-config.cnf must set ssl_cert = /var/lib/jelastic/keys/SSL-TLS/server/server.crt");
        if (!Tool.IsMariaDb)
            await RefusesAsync(ServerConfiguration.Text(ciphers: "ECDHE-RSA-AES256-GCM-SHA384:DHE-RSA-AES256-SHA"), "contains cipher 'DHE-RSA-AES256-SHA' that is blocked");
        Assert.Equal(before.ToString(), (await Node.SnapshotAsync()).ToString());

        async Task RefusesAsync(string configuration, string says) =>
            AssertFailed(1, await Tool.ActivateAsync(claim, First, configuration), "refused before anything was touched", says);
    }

    [Fact]
    public async Task Enforcing_BeforeTlsIsThere()
    {
        await Tool.PrepareAsync(First);

        AssertFailed(1, await Tool.EnforceAsync("on"), "TLS was not activated", "nothing was touched");
    }

    [Fact]
    public async Task ALaterFile_ThatWouldWin_ByItsName()
    {
        var claim = await Tool.PrepareAsync(First);
        await Node.PutFileAsync("/etc/mysql/conf.d/zz-own.cnf", "[mysqld]\nssl-cert = /etc/own.crt\n");

        var activated = await Tool.ActivateAsync(claim, First);

        (await Node.RunAsync("rm /etc/mysql/conf.d/zz-own.cnf")).MustSucceed();
        AssertFailed(1, activated, "/etc/mysql/conf.d/zz-own.cnf sets ssl_cert = /etc/own.crt and is read after");
    }

    [Fact]
    public async Task ARestart_ThatIsForbidden_IsRefusedWithItsReason()
    {
        var claim = await Tool.PrepareAsync(First);
        var configuration = ServerConfiguration.Text(extra: "back_log=77");

        AssertFailed(1, await Tool.ActivateAsync(claim, First, configuration, restart: "forbidden"),
            "a restart is needed and restart is forbidden", "takes back_log only at its start", "set restart: allowed");

        if (!Tool.IsMariaDb)
            (await Tool.ActivateAsync(claim, First, restart: "forbidden")).MustSucceed();
    }

    [Fact]
    public async Task AFullDisk_LeavesNothingHalfWritten()
    {
        await using (await Node.FillDiskAsync())
        {
            var full = await Node.SnapshotFilesAsync();
            Assert.Equal(1, (await Tool.RunAsync("claim", Requests.Claim(Node.Server))).ExitCode);
            Assert.Equal(full, await Node.SnapshotFilesAsync());
        }

        var claim = await Tool.PrepareAsync(First);
        await using (await Node.FillDiskAsync())
        {
            var full = await Node.SnapshotFilesAsync();
            AssertFailed(1, await Tool.RunAsync("install-certificates", Requests.InstallCertificates(claim, Second)), "free disk space");
            AssertFailed(1, await Tool.ActivateAsync(claim, First), "free disk space");
            Assert.Equal(full, await Node.SnapshotFilesAsync());
        }
    }

    [Fact]
    public async Task ALoginThatIsNotRoot_OrANodeWithoutOpenssl()
    {
        var asNobody = await Node.RunAsync($"setpriv --reuid=65534 --regid=65534 --clear-groups {ToolFile.PathOnNode} claim", Requests.Claim(Node.Server));
        AssertFailed(2, asNobody, "this must run as root", "sudo -n");

        (await Node.RunAsync("mv /usr/bin/openssl /usr/bin/openssl.away")).MustSucceed();
        var without = await Tool.RunAsync("claim", Requests.Claim(Node.Server));
        (await Node.RunAsync("mv /usr/bin/openssl.away /usr/bin/openssl")).MustSucceed();

        AssertFailed(2, without, "openssl is missing on this node", "apt-get install openssl");
    }
}

[Collection(NodeKind.MariaDb1011)]
public sealed class RefusedOnMariaDb1011(MariaDb1011 fixture) : Refused(fixture);

[Collection(NodeKind.MySql97)]
[Trait("Scope", "thorough")]
public sealed class RefusedOnMySql97(MySql97 fixture) : Refused(fixture);
