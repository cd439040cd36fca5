namespace EncryptionInTransit.Lab.Tests;

/// <summary>
/// Why use_ssl alone proves nothing: what a real ProxySQL does between itself and its backends. The stand-in connects to none.
/// </summary>
public sealed class ProxySqlBackendTls : IAsyncLifetime
{
    private const string Cipher = "SHOW STATUS LIKE 'Ssl_cipher'";
    private const string NoCipher = "Ssl_cipher\t\n";
    private const string UseSsl = "UPDATE mysql_servers SET use_ssl=1; LOAD MYSQL SERVERS TO RUNTIME;";

    // A dropped and added server has no connections in the pool.
    private const string DropConnections =
        "DELETE FROM mysql_servers; LOAD MYSQL SERVERS TO RUNTIME; LOAD MYSQL SERVERS FROM DISK;" + UseSsl;

    private const string EnableTls =
        """
        set -e
        mkdir -p /etc/mysql/tls
        cd /etc/mysql/tls
        openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=ca -days 2 -keyout ca.key -out ca.pem
        openssl req -newkey rsa:2048 -nodes -subj /CN=db -keyout key.pem -out request.pem
        openssl x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out cert.pem
        chmod 0644 key.pem
        printf '[mysqld]\nssl_ca=%s/ca.pem\nssl_cert=%s/cert.pem\nssl_key=%s/key.pem\n' "$PWD" "$PWD" "$PWD" >/etc/mysql/mariadb.conf.d/99-tls.cnf
        service mariadb restart
        """;

    private LabRun? _run;

    private LabNode Proxy => _run!.Nodes["proxy"];

    private LabNode Database => _run!.Nodes["db"];

    public async Task InitializeAsync()
    {
        if (new RealProxySqlFactAttribute().Skip is null)
            _run = await LabRun.StartAsync(new NodeSpec("proxy", NodeKind.ProxySql), new NodeSpec("db", NodeKind.MariaDb1011));
    }

    public async Task DisposeAsync()
    {
        if (_run is not null)
            await _run.DisposeAsync();
    }

    [RealProxySqlFact]
    public async Task ADatabaseWithoutTls_IsReachedInPlaintext_UntilItRefusesThat()
    {
        var layer = await ProxyLayer.CreateAsync(Proxy, Database);
        await Proxy.QueryAsync(UseSsl);

        var cipher = await layer.QueryAsync(Cipher);
        await Database.QueryAsync("ALTER USER app@'%' REQUIRE SSL");
        await Proxy.QueryAsync(DropConnections);
        var error = await Assert.ThrowsAsync<LabException>(() => layer.QueryAsync(Cipher));

        Assert.Equal(NoCipher, cipher);
        Assert.Contains("Access denied", error.Message, StringComparison.Ordinal);
    }

    [RealProxySqlFact]
    public async Task PlaintextConnectionsOfThePool_AreUsedOn_UntilDropped()
    {
        (await Database.RunAsync(EnableTls)).MustSucceed();
        var layer = await ProxyLayer.CreateAsync(Proxy, Database);
        var before = await layer.QueryAsync(Cipher);

        await Proxy.QueryAsync(UseSsl);
        var pooled = await layer.QueryAsync(Cipher);
        await Proxy.QueryAsync(DropConnections);

        Assert.Equal([NoCipher, NoCipher], [before, pooled]);
        Assert.NotEqual(NoCipher, await layer.QueryAsync(Cipher));
    }

    [RealProxySqlFact]
    public async Task ADatabase_IsVerifiedByTheCaOfItsRow()
    {
        (await Database.RunAsync(EnableTls)).MustSucceed();
        var layer = await ProxyLayer.CreateAsync(Proxy, Database);
        await Proxy.PutFileAsync("/etc/right.pem", await Database.ReadFileAsync("/etc/mysql/tls/ca.pem"));
        (await Proxy.RunAsync("openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=wrong -days 2 -keyout /dev/null -out /etc/wrong.pem")).MustSucceed();
        await Proxy.QueryAsync(UseSsl + "SET mysql-connect_timeout_server_max='1500'; SET mysql-ssl_p2s_ca='/etc/wrong.pem'; LOAD MYSQL VARIABLES TO RUNTIME;");

        var wrong = await Assert.ThrowsAsync<LabException>(() => layer.QueryAsync(Cipher));
        // The row of the backend counts before the variable.
        await Proxy.QueryAsync(
            $"""
            INSERT INTO mysql_servers_ssl_params (hostname, port, ssl_ca) VALUES ('{Database.Address}', {Database.Port}, '/etc/right.pem');
            SAVE MYSQL SERVERS TO DISK;
            {DropConnections}
            """);
        var right = await layer.QueryAsync(Cipher);

        Assert.Contains("ERROR 9001", wrong.Message, StringComparison.Ordinal);
        Assert.NotEqual(NoCipher, right);
    }

    [RealProxySqlFact]
    public async Task WithoutACa_AnyDatabaseWillDo()
    {
        (await Database.RunAsync(EnableTls)).MustSucceed();
        var layer = await ProxyLayer.CreateAsync(Proxy, Database);

        await Proxy.QueryAsync(UseSsl);

        Assert.NotEqual(NoCipher, await layer.QueryAsync(Cipher));
    }
}
