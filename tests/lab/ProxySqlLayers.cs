namespace EncryptionInTransit.Lab.Tests;

/// <summary>Main, runtime and disk are as ProxySQL's. Runs against the stand-in and against a real one.</summary>
public sealed class ProxySqlLayers(ProxySql fixture) : IClassFixture<ProxySql>
{
    private readonly LabNode _node = fixture.Node;

    [Fact]
    public async Task WhatIsLoadedButNotSaved_IsLostAtARestart()
    {
        await _node.QueryAsync(
            """
            INSERT INTO mysql_servers (hostgroup_id, hostname, port) VALUES (10, '127.0.0.9', 3306);
            INSERT INTO mysql_servers_ssl_params (hostname, port, ssl_ca) VALUES ('127.0.0.9', 3306, '/ca.pem');
            LOAD MYSQL SERVERS TO RUNTIME;
            SAVE MYSQL SERVERS TO DISK;
            INSERT INTO mysql_servers (hostgroup_id, hostname, port) VALUES (10, '127.0.0.9', 3307);
            LOAD MYSQL SERVERS TO RUNTIME;
            SET mysql-ssl_p2s_ca='/nowhere/ca.pem';
            LOAD MYSQL VARIABLES TO RUNTIME;
            """);
        var before = await _node.QueryAsync(
            """
            SELECT port FROM runtime_mysql_servers WHERE hostgroup_id = 10 ORDER BY port;
            SELECT variable_value FROM runtime_global_variables WHERE variable_name = 'mysql-ssl_p2s_ca';
            """);

        (await _node.RunAsync("service proxysql restart")).MustSucceed();

        Assert.Equal("3306\n3307\n/nowhere/ca.pem\n", before);
        Assert.Equal(
            "3306\n3306\n/ca.pem\n\n",
            await _node.QueryAsync(
                """
                SELECT port FROM mysql_servers WHERE hostgroup_id = 10;
                SELECT port FROM runtime_mysql_servers WHERE hostgroup_id = 10;
                SELECT ssl_ca FROM runtime_mysql_servers_ssl_params;
                SELECT variable_value FROM global_variables WHERE variable_name = 'mysql-ssl_p2s_ca';
                """));
        await _node.QueryAsync(
            """
            DELETE FROM mysql_servers;
            DELETE FROM mysql_servers_ssl_params;
            LOAD MYSQL SERVERS TO RUNTIME;
            SAVE MYSQL SERVERS TO DISK;
            """);
    }

    [Fact]
    public async Task ARowChangedInMain_IsInNeitherOtherLayer_UntilLoadedAndSaved()
    {
        const string Look =
            """
            SELECT active FROM main.mysql_users WHERE username = 'layered';
            SELECT active FROM runtime_mysql_users WHERE username = 'layered' AND frontend = 1;
            SELECT active FROM disk.mysql_users WHERE username = 'layered';
            """;

        await _node.QueryAsync("INSERT INTO mysql_users (username, password) VALUES ('layered', 'x')");
        var inMain = await _node.QueryAsync(Look);
        await _node.QueryAsync("LOAD MYSQL USERS TO RUNTIME");
        var loaded = await _node.QueryAsync(Look);
        await _node.QueryAsync("SAVE MYSQL USERS TO DISK; DELETE FROM mysql_users");
        var saved = await _node.QueryAsync(Look);
        await _node.QueryAsync("LOAD MYSQL USERS FROM DISK");
        var back = await _node.QueryAsync(Look);
        await _node.QueryAsync("DELETE FROM mysql_users; LOAD MYSQL USERS TO RUNTIME; SAVE MYSQL USERS TO DISK");

        Assert.Equal(["1\n", "1\n1\n", "1\n1\n", "1\n1\n1\n"], [inMain, loaded, saved, back]);
        Assert.Equal("", await _node.QueryAsync(Look));
    }

    [Fact]
    public async Task AUser_IsTwoRowsInRuntime()
    {
        await _node.QueryAsync("INSERT INTO mysql_users (username, password, use_ssl) VALUES ('twice', 'x', 1); LOAD MYSQL USERS TO RUNTIME");

        var rows = await _node.QueryAsync("SELECT frontend, backend, use_ssl, active FROM runtime_mysql_users WHERE username = 'twice' ORDER BY frontend");
        await _node.QueryAsync("DELETE FROM mysql_users; LOAD MYSQL USERS TO RUNTIME");

        Assert.Equal("0\t1\t1\t1\n1\t0\t1\t1\n", rows);
    }

    [Fact]
    public async Task AnUpdateOfARuntimeTable_IsAnsweredOk_AndDoesNothing()
    {
        const string Look = "SELECT variable_value FROM runtime_global_variables WHERE variable_name = 'mysql-have_ssl'";

        await _node.QueryAsync("UPDATE runtime_global_variables SET variable_value = 'false' WHERE variable_name = 'mysql-have_ssl'");

        Assert.Equal("true\n", await _node.QueryAsync(Look));
    }

    [Theory]
    [InlineData("'true'", "true", "true")]
    [InlineData("'1'", "1", "true")]
    [InlineData("true", "1", "true")]
    [InlineData("'False'", "False", "false")]
    [InlineData("'maybe'", "true", "true")]
    public async Task HaveSsl_KeepsItsSpellingInMain_AndWhatItDoesNotTakeIsUndoneWithoutAnError(string set, string main, string runtime)
    {
        var layers = await _node.QueryAsync(
            $"""
            SET mysql-have_ssl={set};
            LOAD MYSQL VARIABLES TO RUNTIME;
            SELECT variable_value FROM global_variables WHERE variable_name = 'mysql-have_ssl';
            SELECT variable_value FROM runtime_global_variables WHERE variable_name = 'mysql-have_ssl';
            """);
        await _node.QueryAsync("SET mysql-have_ssl='true'; LOAD MYSQL VARIABLES TO RUNTIME");

        Assert.Equal($"{main}\n{runtime}\n", layers);
    }

    [Theory]
    [InlineData("mysql-no_such", "1", "")]
    [InlineData("mysql-monitor_ping_interval", "1", "8000\n8000\n")]
    [InlineData("mysql-monitor_ping_interval", "9000", "9000\n9000\n")]
    [InlineData("mysql-interfaces", "0.0.0.0:7000", "0.0.0.0:6033\n0.0.0.0:6033\n")]
    public async Task AVariable_TakesWhatProxySqlTakes(string name, string value, string layers)
    {
        var after = await _node.QueryAsync(
            $"""
            REPLACE INTO global_variables VALUES ('{name}', '{value}');
            LOAD MYSQL VARIABLES TO RUNTIME;
            SELECT variable_value FROM global_variables WHERE variable_name = '{name}';
            SELECT variable_value FROM runtime_global_variables WHERE variable_name = '{name}';
            """);
        await _node.QueryAsync("LOAD MYSQL VARIABLES FROM DISK; LOAD MYSQL VARIABLES TO RUNTIME");

        Assert.Equal(layers, after);
    }
}
