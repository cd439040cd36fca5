using EncryptionInTransit.Lab;
using EncryptionInTransit.Lab.Faults;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>A ProxySQL gets its own certificate, and TLS to its backends.</summary>
public sealed class ProxyInstall(ProxyFixture fixture) : ProxyTest(fixture)
{
    [Fact]
    public async Task TheCertificate_IsServed_AndEveryLayerSaysSo()
    {
        var activated = (await Proxy.EncryptAsync(First)).MustSucceed();

        Assert.EndsWith($"serving {First.Fingerprint}\n", activated.Output, StringComparison.Ordinal);
        Assert.Equal(First.Fingerprint, await Proxy.ServedAsync());
        Assert.All(
            await InLayersAsync("SELECT hostgroup_id, use_ssl FROM {0}mysql_servers ORDER BY 1"),
            rows => Assert.Equal("1\t1\n2\t1\n3\t1", rows));
        var expected = string.Join('\n', new[] { Fixture.MariaDb, Fixture.MySql }
            .Select(backend => $"{backend.Address}\t/var/lib/jelastic/keys/SSL-TLS/backends/{backend.Tool.Node.Address}_{backend.Tool.Node.Port}.crt")
            .Order(StringComparer.Ordinal));
        Assert.All(
            await InLayersAsync("SELECT hostname || ':' || port, ssl_ca FROM {0}mysql_servers_ssl_params WHERE username = '' ORDER BY 1"),
            rows => Assert.Equal(expected, rows));
        var checks = (await Proxy.Tool.RunAsync("verify")).MustSucceed().Output.TrimEnd().Split('\n');
        Assert.All(checks, line => Assert.StartsWith("ok: ", line, StringComparison.Ordinal));
        var status = (await Proxy.Tool.RunAsync("status")).MustSucceed().Output;
        Assert.Contains("state: active\n", status, StringComparison.Ordinal);
        Assert.Contains($"servedSha256: {First.Fingerprint}\n", status, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwiceInARow_DoesNothingTheSecondTime()
    {
        (await Proxy.EncryptAsync(First)).MustSucceed();
        var before = (await Node.SnapshotAsync(), await Node.DatabasePidAsync());

        var again = (await Proxy.EncryptAsync(First)).MustSucceed();

        Assert.Equal($"nothing to do\nserving {First.Fingerprint}\n", again.Output);
        Assert.Equal(before, (await Node.SnapshotAsync(), await Node.DatabasePidAsync()));
    }

    [Fact]
    public async Task ARestartOfProxySql_ChangesNothing()
    {
        (await Proxy.EncryptAsync(First)).MustSucceed();
        var before = (await Node.SnapshotAsync()).ToString();

        await Proxy.RestartAsync();

        Assert.Equal(before, (await Node.SnapshotAsync()).ToString());
        Assert.Equal(First.Fingerprint, await Proxy.ServedAsync());
        (await Proxy.Tool.RunAsync("verify")).MustSucceed();
    }

    [Fact]
    public async Task AReissue_IsReloaded_AndTouchesNoBackend()
    {
        (await Proxy.EncryptAsync(First)).MustSucceed();
        var before = (await Node.SnapshotAsync(), await Node.DatabasePidAsync());

        var activated = (await Proxy.EncryptAsync(Second)).MustSucceed();

        Assert.Equal($"reloaded: PROXYSQL RELOAD TLS\nserving {Second.Fingerprint}\n", activated.Output);
        Assert.Equal(Second.Fingerprint, await Proxy.ServedAsync());
        var after = (await Node.SnapshotAsync(), await Node.DatabasePidAsync());
        Assert.Equal(before.Item2, after.Item2);
        Assert.Equal(before.Item1.Backends, after.Item1.Backends);
    }

    [Fact]
    public async Task TheKey_IsReadByProxySqlAlone()
    {
        (await Proxy.EncryptAsync(First)).MustSucceed();

        var modes = (await Node.RunAsync("cd /var/lib/proxysql && stat -L -c '%a %U %n' proxysql-*.pem")).MustSucceed();

        Assert.Equal("644 root proxysql-ca.pem\n644 root proxysql-cert.pem\n600 proxysql proxysql-key.pem\n", modes.Output);
    }

    [Fact]
    public async Task WhileCasChange_TheCrossCertificateIsSentAfterTheLeaf()
    {
        // What follows the leaf in server.crt is the new CA signed by the old one.
        var withCross = First with { Server = First.Server + Fixture.MariaDb.Certificates.Root };
        (await Proxy.EncryptAsync(withCross)).MustSucceed();

        var sent = (await Node.RunAsync(
            $"openssl s_client -starttls mysql -showcerts -connect 127.0.0.1:{Node.Port} </dev/null 2>/dev/null")).Output;

        var certificates = sent.Split("-----BEGIN CERTIFICATE-----")[1..].Select(text => text.Split("-----END")[0].Trim()).ToArray();
        Assert.Contains(certificates[1], Fixture.MariaDb.Certificates.Root, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABackendThatLeavesTheConfiguration_IsAsBefore()
    {
        (await Proxy.EncryptAsync(First)).MustSucceed();

        (await Proxy.EncryptAsync(Proxy.Wanted(First) with
        {
            Backends = [Fixture.MariaDb],
            Allowed = [$"other-backend\t{Fixture.MySql.Address}"],
        })).MustSucceed();

        Assert.All(
            await InLayersAsync("SELECT hostgroup_id, use_ssl FROM {0}mysql_servers ORDER BY 1"),
            rows => Assert.Equal("1\t1\n2\t0\n3\t1", rows));
        Assert.All(
            await InLayersAsync("SELECT hostname FROM {0}mysql_servers_ssl_params"),
            rows => Assert.Equal(Fixture.MariaDb.Tool.Node.Address, rows));
    }

    [ProxySqlStandInFact]
    public async Task AnOlderVersion_GetsOneBundleOfAllCas()
    {
        await using (await Node.RemoveTableAsync("mysql_servers_ssl_params"))
        {
            var before = (await Node.SnapshotAsync()).ToString();

            (await Proxy.EncryptAsync(First)).MustSucceed();

            const string Bundle = "/var/lib/jelastic/keys/SSL-TLS/backends/all.crt";
            Assert.All(
                await InLayersAsync("SELECT variable_value FROM {0}global_variables WHERE variable_name = 'mysql-ssl_p2s_ca'"),
                value => Assert.Equal(Bundle, value));
            var bundle = await Node.ReadFileAsync(Bundle);
            Assert.Contains(Fixture.MariaDb.Certificates.Root.Trim(), bundle, StringComparison.Ordinal);
            Assert.Contains(Fixture.MySql.Certificates.Root.Trim(), bundle, StringComparison.Ordinal);
            (await Proxy.Tool.RunAsync("verify")).MustSucceed();
            (await Proxy.ReleaseAsync()).MustSucceed();
            Assert.Equal(before, (await Node.SnapshotAsync()).ToString());
        }
    }

    [Fact]
    public async Task HaveSslThatWasOff_IsOn_AndOffAfterwards()
    {
        await Node.QueryAsync("SET mysql-have_ssl='0'; LOAD MYSQL VARIABLES TO RUNTIME; SAVE MYSQL VARIABLES TO DISK;");
        var before = (await Node.SnapshotAsync()).ToString();
        Assert.Equal("", await Proxy.ServedAsync());

        (await Proxy.EncryptAsync(First)).MustSucceed();

        Assert.Equal(First.Fingerprint, await Proxy.ServedAsync());
        Assert.All(
            await InLayersAsync("SELECT variable_value FROM {0}global_variables WHERE variable_name = 'mysql-have_ssl'"),
            value => Assert.Equal("true", value));
        (await Proxy.ReleaseAsync()).MustSucceed();
        Assert.Equal(before, (await Node.SnapshotAsync()).ToString());
        await Node.QueryAsync("SET mysql-have_ssl='true'; LOAD MYSQL VARIABLES TO RUNTIME; SAVE MYSQL VARIABLES TO DISK;");
    }
}
