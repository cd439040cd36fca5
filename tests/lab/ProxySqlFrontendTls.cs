using MySqlConnector;

namespace EncryptionInTransit.Lab.Tests;

/// <summary>The frontend's certificate: made, loaded and refused as by ProxySQL. Runs against the stand-in and against a real one.</summary>
public sealed class ProxySqlFrontendTls(ProxySql fixture) : IClassFixture<ProxySql>, IAsyncLifetime
{
    private const string Folder = "/var/lib/proxysql";
    private const string Reload = "PROXYSQL RELOAD TLS";
    private const string BrokenCertificate = "echo nothing >proxysql-cert.pem";

    private const string MakeOthers =
        """
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=other-ca -days 2 \
            -keyout ca.key -out proxysql-ca.pem 2>/dev/null &&
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=unrelated -days 2 \
            -keyout proxysql-key.pem -out proxysql-cert.pem 2>/dev/null &&
        chown proxysql:proxysql proxysql-*.pem
        """;

    private readonly LabNode _node = fixture.Node;

    public Task InitializeAsync() => InFolderAsync("mkdir before && cp -p proxysql-*.pem before");

    public async Task DisposeAsync() => await InFolderAsync("mv before/* . && rmdir before && service proxysql restart");

    [Fact]
    public async Task WhenThereIsNone_OneIsMade_ReadableByAll()
    {
        await InFolderAsync("rm proxysql-*.pem && service proxysql restart");

        var files = await InFolderAsync(
            """
            stat -c '%n %a %U' proxysql-*.pem
            for name in ca cert; do openssl x509 -in proxysql-$name.pem -noout -subject -ext subjectAltName 2>/dev/null; done
            openssl x509 -in proxysql-cert.pem -noout -pubkey | cmp - <<KEY && echo same key
            $(openssl x509 -in proxysql-ca.pem -noout -pubkey)
            KEY
            openssl rsa -in proxysql-key.pem -noout -text | head -n 1
            openssl verify -CAfile proxysql-ca.pem proxysql-cert.pem
            """);

        Assert.Equal(
            """
            proxysql-ca.pem 644 proxysql
            proxysql-cert.pem 644 proxysql
            proxysql-key.pem 644 proxysql
            subject=CN = ProxySQL_Auto_Generated_CA_Certificate
            subject=CN = ProxySQL_Auto_Generated_Server_Certificate
            same key
            Private-Key: (2048 bit, 2 primes)
            proxysql-cert.pem: OK

            """,
            files);
        Assert.Equal(await FingerprintsAsync(), await ProxyVisitor.ServedAsync(_node, _node.Port));
    }

    [Fact]
    public async Task Reload_ServesReplacedFiles_OnBothPorts_AndKeepsSessions()
    {
        await using var session = await ProxyVisitor.AdminAsync(_node, MySqlSslMode.Required);
        var before = await ProxyVisitor.ServedAsync(_node, _node.Port);
        // An elliptic curve, and a CA that has nothing to do with the certificate: taken without a word.
        await InFolderAsync(MakeOthers);

        var replaced = await ProxyVisitor.ServedAsync(_node, _node.Port);
        await _node.QueryAsync(Reload);

        Assert.Equal(before, replaced);
        Assert.NotEqual(before, await FingerprintsAsync());
        Assert.Equal(await FingerprintsAsync(), await ProxyVisitor.ServedAsync(_node, _node.Port));
        Assert.Equal(await FingerprintsAsync(), await ProxyVisitor.ServedAsync(_node, ProxyVisitor.AdminPort));
        Assert.Equal("1", await session.ScalarAsync("SELECT 1"));
    }

    [Theory]
    [InlineData("openssl genrsa -out proxysql-key.pem 2048 2>/dev/null", "Unable to use SSL key")]
    [InlineData(BrokenCertificate, $"Error on PEM_read_bio_X509() for {Folder}/proxysql-cert.pem")]
    [InlineData("echo nothing >proxysql-ca.pem", $"Error on PEM_read_bio_X509() for {Folder}/proxysql-ca.pem")]
    [InlineData("echo nothing >proxysql-key.pem", $"Error on PEM_read_bio_PrivateKey() for {Folder}/proxysql-key.pem")]
    [InlineData("rm proxysql-ca.pem", "RELOAD TLS failed: 2 TLS files are present. Expected: 3")]
    public async Task AReloadThatFails_SaysWhy_AndServesWhatItServed(string breakIt, string text)
    {
        var before = await ProxyVisitor.ServedAsync(_node, _node.Port);
        await InFolderAsync(breakIt);

        var error = await Assert.ThrowsAsync<LabException>(() => _node.QueryAsync(Reload));

        Assert.Contains($"ERROR 1045 (28000) at line 1: ProxySQL Admin Error: {text}\n", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, before.Length);
        Assert.Equal(before, await ProxyVisitor.ServedAsync(_node, _node.Port));
    }

    [Theory]
    [InlineData("rm proxysql-ca.pem")]
    [InlineData(BrokenCertificate)]
    public async Task WithABrokenSet_ItDoesNotStart_AndEndsWithStatus0(string breakIt)
    {
        await InFolderAsync($"service proxysql stop && {breakIt}");

        var start = await _node.RunAsync("service proxysql start");
        var status = await _node.RunAsync("su -s /bin/sh proxysql -c 'timeout 20 proxysql --foreground -c /etc/proxysql.cnf -D /var/lib/proxysql'");

        Assert.NotEqual(0, start.ExitCode);
        Assert.Equal(0, status.ExitCode);
    }

    [Fact]
    public async Task WithoutHaveSsl_NoPortOffersTls()
    {
        await _node.QueryAsync("SET mysql-have_ssl='false'; LOAD MYSQL VARIABLES TO RUNTIME");

        var served = new[] { await ProxyVisitor.ServedAsync(_node, _node.Port), await ProxyVisitor.ServedAsync(_node, ProxyVisitor.AdminPort) };
        await _node.QueryAsync("SET mysql-have_ssl='true'; LOAD MYSQL VARIABLES TO RUNTIME");

        Assert.All(served, Assert.Empty);
        Assert.NotEmpty(await ProxyVisitor.ServedAsync(_node, _node.Port));
    }

    private async Task<string> InFolderAsync(string script) =>
        (await _node.RunAsync($"cd {Folder} || exit\n{script}")).MustSucceed().Output;

    private async Task<string[]> FingerprintsAsync() =>
        ProxyVisitor.Fingerprints(await InFolderAsync("cat proxysql-cert.pem proxysql-ca.pem"));
}
