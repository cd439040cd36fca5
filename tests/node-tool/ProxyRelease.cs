using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>A release brings back what stood before, and leaves alone what others did since.</summary>
[Trait("Scope", "thorough")]
public sealed class ProxyRelease(ProxyFixture fixture) : ProxyTest(fixture)
{
    private const string LoadAndSave = "LOAD MYSQL SERVERS TO RUNTIME; SAVE MYSQL SERVERS TO DISK; LOAD MYSQL USERS TO RUNTIME; SAVE MYSQL USERS TO DISK";

    private string Host => Fixture.MariaDb.Tool.Node.Address;

    [Fact]
    public async Task RowsThatWereAdded_Stay_AndRowsThatWereRemoved_AreNotBroughtBack()
    {
        (await Proxy.EncryptAsync(First)).MustSucceed();
        await Node.QueryAsync(
            $"""
            INSERT INTO mysql_servers (hostgroup_id, hostname, port, use_ssl, comment) VALUES (9, 'added.example', 3306, 1, 'it''s new');
            INSERT INTO mysql_users (username, password, use_ssl, default_hostgroup) VALUES ('added', 'secret', 1, 9);
            INSERT INTO mysql_servers_ssl_params (hostname, port, ssl_ca) VALUES ('added.example', 3306, '/etc/ssl/added.pem');
            DELETE FROM mysql_servers WHERE hostgroup_id = {ProxyFixture.OtherHostgroup};
            {LoadAndSave};
            """);

        (await Proxy.ReleaseAsync()).MustSucceed();

        var host2 = Fixture.MySql.Tool.Node.Address;
        Assert.All(
            await InLayersAsync("SELECT hostgroup_id, hostname, use_ssl, comment FROM {0}mysql_servers ORDER BY 1"),
            rows => Assert.Equal($"1\t{Host}\t0\t\n2\t{host2}\t0\t\n9\tadded.example\t1\tit's new", rows));
        Assert.All(await InLayersAsync("SELECT hostname, ssl_ca FROM {0}mysql_servers_ssl_params"), rows => Assert.Equal("added.example\t/etc/ssl/added.pem", rows));
        Assert.All(await InLayersAsync("SELECT DISTINCT use_ssl FROM {0}mysql_users WHERE username = 'added'"), rows => Assert.Equal("1", rows));
        await Node.QueryAsync(
            $"""
            DELETE FROM mysql_servers WHERE hostgroup_id = 9; DELETE FROM mysql_users WHERE username = 'added'; DELETE FROM mysql_servers_ssl_params;
            INSERT INTO mysql_servers (hostgroup_id, hostname, port) VALUES ({ProxyFixture.OtherHostgroup}, '{Host}', 3306);
            {LoadAndSave};
            """);
    }

    [Fact]
    public async Task ABackendsOwnParameters_ComeBack_AndAreKeptMeanwhile()
    {
        // A certificate that the second database knows: ProxySQL logs in with it.
        await Node.PutFileAsync("/etc/ssl/proxy.crt", Fixture.MySql.Certificates.Client);
        await Node.PutFileAsync("/etc/ssl/proxy.key", Fixture.MySql.Certificates.ClientKey, "0600", "proxysql:proxysql");
        await Node.QueryAsync(
            $"""
            INSERT INTO mysql_servers_ssl_params (hostname, port, username, ssl_ca, ssl_capath, ssl_cipher, comment)
            VALUES ('{Host}', 3306, '', '/etc/ssl/theirs.pem', '/etc/ssl/certs', '{ServerConfiguration.Ciphers}', 'it''s theirs'), ('{Host}', 3306, 'app', '/etc/ssl/app.pem', '', '', '');
            SET mysql-ssl_p2s_cert='/etc/ssl/proxy.crt'; SET mysql-ssl_p2s_key='/etc/ssl/proxy.key';
            LOAD MYSQL VARIABLES TO RUNTIME; SAVE MYSQL VARIABLES TO DISK; {LoadAndSave};
            """);
        var before = (await Node.SnapshotAsync()).ToString();

        (await Proxy.EncryptAsync(First)).MustSucceed();

        var ca = $"/var/lib/jelastic/keys/SSL-TLS/backends/{Host}_3306.crt";
        Assert.All(
            await InLayersAsync($"SELECT username, ssl_ca, ssl_capath, ssl_cipher, comment FROM {{0}}mysql_servers_ssl_params WHERE hostname = '{Host}' ORDER BY 1"),
            rows => Assert.Equal($"\t{ca}\t\t{ServerConfiguration.Ciphers}\tit's theirs\napp\t{ca}\t\t\t", rows));
        // A new row stands in the place of the global settings: what they say of ProxySQL's own certificate stays.
        Assert.All(
            await InLayersAsync($"SELECT ssl_cert, ssl_key FROM {{0}}mysql_servers_ssl_params WHERE hostname <> '{Host}'"),
            rows => Assert.Equal("/etc/ssl/proxy.crt\t/etc/ssl/proxy.key", rows));
        (await Proxy.ReleaseAsync()).MustSucceed();
        Assert.Equal(before, (await Node.SnapshotAsync()).ToString());
        await Node.QueryAsync(
            $"""
            DELETE FROM mysql_servers_ssl_params; SET mysql-ssl_p2s_cert=''; SET mysql-ssl_p2s_key='';
            LOAD MYSQL VARIABLES TO RUNTIME; SAVE MYSQL VARIABLES TO DISK; {LoadAndSave};
            """);
    }

    [Fact]
    public async Task FilesOfOthers_AndLinks_ComeBackAsTheyWere()
    {
        (await Node.RunAsync(
            """
            cd /var/lib/proxysql && mkdir /srv/theirs && cp -p proxysql-*.pem /srv/theirs && mkdir /run/theirs && mv proxysql-*.pem /run/theirs &&
            ln -s /srv/theirs/proxysql-ca.pem proxysql-ca.pem && ln -s ../../../srv/theirs/proxysql-cert.pem proxysql-cert.pem &&
            ln -s /srv/theirs/proxysql-key.pem proxysql-key.pem
            """)).MustSucceed();
        var before = (await Node.SnapshotAsync(), await Proxy.ServedAsync());

        (await Proxy.EncryptAsync(First)).MustSucceed();
        (await Proxy.EncryptAsync(Second)).MustSucceed();
        (await Proxy.ReleaseAsync()).MustSucceed();

        Assert.Equal((before.Item1.ToString(), before.Item2), ((await Node.SnapshotAsync()).ToString(), await Proxy.ServedAsync()));
        (await Node.RunAsync("rm /var/lib/proxysql/*.pem && mv /run/theirs/*.pem /var/lib/proxysql && rm -r /srv/theirs /run/theirs")).MustSucceed();
    }

    [Fact]
    public async Task FilesThatSomebodyPutInThePlaceOfOurs_AreReplacedByAnActivation_AndLeftByARelease()
    {
        await Node.RunAsync("mkdir /run/theirs && cp -p /var/lib/proxysql/*.pem /run/theirs");
        (await Proxy.EncryptAsync(First)).MustSucceed();
        await ReplaceAsync();
        Assert.Equal(1, (await Proxy.Tool.RunAsync("verify")).ExitCode);

        Assert.Contains("were replaced by somebody else's; ours come back", (await Proxy.EncryptAsync(First)).MustSucceed().Error, StringComparison.Ordinal);
        (await Proxy.Tool.RunAsync("verify")).MustSucceed();

        await ReplaceAsync();
        Assert.Contains("were replaced by somebody else's: they stay", (await Proxy.ReleaseAsync()).MustSucceed().Error, StringComparison.Ordinal);
        await Node.RunAsync("rm -r /run/theirs");

        async Task ReplaceAsync() =>
            (await Node.RunAsync("rm /var/lib/proxysql/*.pem && cp -p /run/theirs/*.pem /var/lib/proxysql/")).MustSucceed();
    }

    [Fact]
    public async Task SomebodysEditThatWasNeverLoaded_IsNotPushedByARelease()
    {
        (await Proxy.EncryptAsync(First)).MustSucceed();
        await Node.QueryAsync("UPDATE mysql_servers SET weight = 7 WHERE hostgroup_id = 1");

        NodeToolTest.AssertFailed(1, await Proxy.ReleaseAsync(), $"was never loaded: mysql_servers 1:{Host}:3306");

        await Node.QueryAsync("SAVE MYSQL SERVERS FROM RUNTIME");
        (await Proxy.Tool.RunAsync("verify")).MustSucceed();
    }

    [Fact]
    public async Task ServersThatTheMonitorMoved_StayWhereTheyAre()
    {
        // As after a failover: main has the first database as the writer, runtime the second. A monitor at work would move them again.
        var (host, other) = (Host, Fixture.MySql.Tool.Node.Address);
        await Node.QueryAsync("SET mysql-monitor_enabled='false'; LOAD MYSQL VARIABLES TO RUNTIME; SAVE MYSQL VARIABLES TO DISK");
        (await Node.RunAsync(
            """
            for tries in $(seq 300); do
                cat /proc/$(pidof -s proxysql proxysql-stand-in)/task/*/comm | grep '^Monit' | grep -qv DNS || exit 0
                sleep 0.1
            done
            exit 1
            """)).MustSucceed();
        await Node.QueryAsync(
            $"""
            INSERT INTO mysql_replication_hostgroups (writer_hostgroup, reader_hostgroup) VALUES (1, 2);
            DELETE FROM mysql_servers; INSERT INTO mysql_servers (hostgroup_id, hostname, port) VALUES (2, '{host}', 3306), (1, '{other}', 3306);
            {LoadAndSave};
            DELETE FROM mysql_servers; INSERT INTO mysql_servers (hostgroup_id, hostname, port) VALUES (1, '{host}', 3306), (2, '{other}', 3306);
            """);
        var before = await SnapshotAsync();

        (await Proxy.EncryptAsync(First)).MustSucceed();

        var asConfigured = $"1\t{host}\t1\n2\t{other}\t1";
        var asMoved = $"1\t{other}\t1\n2\t{host}\t1";
        Assert.Equal([asConfigured, asMoved, asMoved], await InLayersAsync("SELECT hostgroup_id, hostname, use_ssl FROM {0}mysql_servers WHERE status <> 'OFFLINE_HARD' ORDER BY 1"));
        (await Proxy.ReleaseAsync()).MustSucceed();
        Assert.Equal(before, await SnapshotAsync());
        await Node.QueryAsync(
            $"""
            SET mysql-monitor_enabled='true'; LOAD MYSQL VARIABLES TO RUNTIME; SAVE MYSQL VARIABLES TO DISK;
            DELETE FROM mysql_replication_hostgroups; DELETE FROM mysql_servers;
            INSERT INTO mysql_servers (hostgroup_id, hostname, port) VALUES (1, '{host}', 3306), ({ProxyFixture.OtherHostgroup}, '{host}', 3306), (2, '{other}', 3306);
            {LoadAndSave};
            """);
    }
}
