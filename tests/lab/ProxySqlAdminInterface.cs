using MySqlConnector;

namespace EncryptionInTransit.Lab.Tests;

/// <summary>The admin interface answers as ProxySQL's, also to mistakes. Runs against the stand-in and against a real one.</summary>
public sealed class ProxySqlAdminInterface(ProxySql fixture) : IClassFixture<ProxySql>
{
    private readonly LabNode _node = fixture.Node;

    [Fact]
    public async Task ANode_SaysWhatItIs()
    {
        var version = (await _node.RunAsync("proxysql --version")).MustSucceed().Output;

        Assert.Equal(_node.IsStandIn, version.Contains("stand-in", StringComparison.Ordinal));
        Assert.Equal("(ProxySQL Admin Module)\n", await _node.QueryAsync("SELECT @@version_comment LIMIT 1"));
        Assert.StartsWith("2.7.1-", await _node.QueryAsync("SELECT @@version"), StringComparison.Ordinal);
        Assert.Equal("proxysql 6033", $"{_node.Server} {_node.Port}");
    }

    [Fact]
    public async Task Admin_LogsInOnTheNodeAlone_OthersFromAnywhere()
    {
        await using var remote = await ProxyVisitor.AdminAsync(_node);

        Assert.Equal(
            "1040 42000 User 'admin' can only connect locally",
            await ProxyVisitor.LoginRefusalAsync(_node, ProxyVisitor.AdminPort, "admin", "admin"));
        Assert.Equal("1", await remote.ScalarAsync("SELECT 1"));
        Assert.Equal("8.0.11", remote.ServerVersion);
    }

    [Theory]
    [InlineData("radmin", "wrong")]
    [InlineData("nobody", "radmin")]
    public async Task AWrongLogin_IsDenied(string user, string password)
    {
        var refusal = await ProxyVisitor.LoginRefusalAsync(_node, ProxyVisitor.AdminPort, user, password);

        Assert.StartsWith($"1045 28000 ProxySQL Error: Access denied for user '{user}'@'198.", refusal, StringComparison.Ordinal);
        Assert.EndsWith("(using password: YES)", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELEC 1", "near \"SELEC\": syntax error")]
    [InlineData("SELECT * FROM nosuch", "no such table: nosuch")]
    [InlineData("SHOW WARNINGS", "near \"SHOW\": syntax error")]
    [InlineData("LOAD MYSQL VARIABLES TO RUNTIME; SAVE MYSQL VARIABLES TO DISK", "near \"LOAD\": syntax error")]
    [InlineData("LOAD MYSQL NONSENSE TO RUNTIME", "near \"LOAD\": syntax error")]
    [InlineData("SAVE MYSQL SERVERS TO RUNTIME", "near \"SAVE\": syntax error")]
    [InlineData("PROXYSQL NONSENSE", "near \"PROXYSQL\": syntax error")]
    [InlineData("UPDATE mysql_servers SET nosuch=1", "no such column: nosuch")]
    public async Task AMistake_IsAnswered1045WithSqlitesText(string statement, string text)
    {
        await using var admin = await ProxyVisitor.AdminAsync(_node);

        Assert.Equal($"1045 28000 ProxySQL Admin Error: {text}", await admin.RefusalAsync(statement));
    }

    [Fact]
    public async Task AConstraint_IsKept()
    {
        await using var admin = await ProxyVisitor.AdminAsync(_node);
        await admin.ExecuteAsync("INSERT INTO mysql_servers (hostgroup_id, hostname, port) VALUES (77, 'twice', 1)");

        Assert.Contains(
            "UNIQUE constraint failed: mysql_servers.hostgroup_id, mysql_servers.hostname, mysql_servers.port",
            await admin.RefusalAsync("INSERT INTO mysql_servers (hostgroup_id, hostname, port) VALUES (77, 'twice', 1)"),
            StringComparison.Ordinal);
        Assert.Contains(
            "CHECK constraint failed: use_ssl IN(0,1)",
            await admin.RefusalAsync("UPDATE mysql_servers SET use_ssl=2"),
            StringComparison.Ordinal);
        await admin.ExecuteAsync("DELETE FROM mysql_servers WHERE hostgroup_id=77");
    }

    [Fact]
    public async Task OfSeveralStatementsInAPacket_TheFirstAloneRuns()
    {
        await using var admin = await ProxyVisitor.AdminAsync(_node);

        await admin.ExecuteAsync("INSERT INTO scheduler (interval_ms, filename) VALUES (1000, 'a'); INSERT INTO scheduler (interval_ms, filename) VALUES (1000, 'b')");

        Assert.Equal("a", await admin.ScalarAsync("SELECT GROUP_CONCAT(filename) FROM scheduler;"));
        await admin.ExecuteAsync("DELETE FROM scheduler;");
    }

    [Fact]
    public async Task AffectedRows_CountWhatMatched()
    {
        await using var admin = await ProxyVisitor.AdminAsync(_node);
        const string Same = "UPDATE global_variables SET variable_value=variable_value WHERE variable_name='mysql-have_ssl'";

        Assert.Equal(1, await admin.ExecuteAsync(Same));
        Assert.Equal(1, await admin.ExecuteAsync(Same));
        Assert.Equal(0, await admin.ExecuteAsync("UPDATE global_variables SET variable_value='1' WHERE variable_name='mysql-no_such'"));
    }

    [Fact]
    public async Task AnUnknownVariable_IsToldOfInAnOk()
    {
        var output = await _node.RunAsync("mariadb --defaults-file=/etc/lab/admin.cnf -vvv -e \"SET mysql-no_such='1'\"");

        Assert.Contains("ERROR: Unknown global variable: 'mysql-no_such'.", output.MustSucceed().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatADriverAsksFor_IsRefusedAsProxySqlDoes()
    {
        await using var admin = await ProxyVisitor.AdminAsync(_node);
        await using var command = new MySqlCommand("SELECT 1", admin);

        var refusal = await Assert.ThrowsAsync<MySqlException>(() => command.PrepareAsync());

        Assert.Equal("1045 Command not supported", $"{refusal.Number} {refusal.Message}");
        Assert.Equal(0, await admin.ExecuteAsync("USE nosuch"));
        var reset = await Assert.ThrowsAsync<MySqlException>(() => admin.ResetConnectionAsync().AsTask());
        Assert.Equal(
            "1047 Received unsupported 'COM_RESET_CONNECTION' for session type 'PROXYSQL_SESSION_ADMIN'", $"{reset.Number} {reset.Message}");
    }

    [Fact]
    public async Task AllColumns_AreTexts()
    {
        await using var admin = await ProxyVisitor.AdminAsync(_node);
        await using var command = new MySqlCommand("SELECT 1 AS number, 'a' AS text, NULL AS missing", admin);
        await using var reader = await command.ExecuteReaderAsync();

        Assert.All(Enumerable.Range(0, 3), column => Assert.Equal("VARCHAR", reader.GetDataTypeName(column)));
        Assert.True(await reader.ReadAsync());
        Assert.Equal("1", reader.GetString("number"));
        Assert.True(reader.IsDBNull(2));
    }

    [Fact]
    public async Task Databases_AndTables_AreThoseOfProxySql()
    {
        Assert.Equal(
            "0 main|2 disk /var/lib/proxysql/proxysql.db|3 stats|4 monitor|5 stats_history /var/lib/proxysql/proxysql_stats.db",
            string.Join('|', (await _node.QueryAsync("SHOW DATABASES")).TrimEnd('\n').Split('\n').Select(line => line.Replace('\t', ' ').Trim())));
        Assert.Equal(
            "mysql_servers\nmysql_servers_ssl_params\n",
            await _node.QueryAsync("SHOW TABLES LIKE 'mysql_servers%'"));
        Assert.Contains("    use_ssl INT CHECK (use_ssl IN(0,1)) NOT NULL DEFAULT 0,", await _node.QueryAsync("SHOW CREATE TABLE mysql_servers"), StringComparison.Ordinal);
    }
}
