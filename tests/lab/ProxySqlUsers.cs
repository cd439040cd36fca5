using MySqlConnector;

namespace EncryptionInTransit.Lab.Tests;

/// <summary>Who may log in at the frontend is as with ProxySQL. Runs against the stand-in and against a real one.</summary>
public sealed class ProxySqlUsers(ProxySql fixture) : IClassFixture<ProxySql>, IAsyncLifetime
{
    // "secret" as mysql_native_password stores it.
    private const string HashOfSecret = "*14E65567ABDB5135D0CFD9A70B3032C179A49EE7";

    private readonly LabNode _node = fixture.Node;

    public async Task InitializeAsync() => await _node.QueryAsync(
        $"""
        DELETE FROM mysql_users;
        INSERT INTO mysql_users (username, password) VALUES ('plain', 'secret'), ('hashed', '{HashOfSecret}');
        INSERT INTO mysql_users (username, password, use_ssl) VALUES ('strict', 'secret', 1);
        INSERT INTO mysql_users (username, password, active) VALUES ('idle', 'secret', 0);
        LOAD MYSQL USERS TO RUNTIME;
        """);

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("plain", MySqlSslMode.Disabled)]
    [InlineData("plain", MySqlSslMode.Required)]
    [InlineData("hashed", MySqlSslMode.Disabled)]
    [InlineData("strict", MySqlSslMode.Required)]
    public async Task AUser_MayLogIn(string user, MySqlSslMode tls)
    {
        await using var connection = await ProxyVisitor.ConnectAsync(_node, _node.Port, user, "secret", tls);

        Assert.True(await connection.PingAsync());
    }

    [Theory]
    [InlineData("plain", "wrong")]
    [InlineData("hashed", HashOfSecret)]
    [InlineData("idle", "secret")]
    [InlineData("nobody", "secret")]
    public async Task AWrongLogin_IsDenied(string user, string password) => Assert.StartsWith(
        $"1045 28000 ProxySQL Error: Access denied for user '{user}'@'198.",
        await ProxyVisitor.LoginRefusalAsync(_node, _node.Port, user, password),
        StringComparison.Ordinal);

    [Fact]
    public async Task AUserWithUseSsl_IsRefusedWithoutTls() => Assert.Equal(
        "1045 28000 ProxySQL Error: Access denied for user 'strict' (using password: YES). SSL is required",
        await ProxyVisitor.LoginRefusalAsync(_node, _node.Port, "strict", "secret"));

    [Fact]
    public async Task TheProcesslist_TellsWhoIsEncrypted_AndASessionCanBeKilled()
    {
        await using var plaintext = await ProxyVisitor.ConnectAsync(_node, _node.Port, "plain", "secret");
        await using var encrypted = await ProxyVisitor.ConnectAsync(_node, _node.Port, "strict", "secret", MySqlSslMode.Required);

        var list = await _node.QueryAsync(
            """
            SELECT user, COALESCE(extended_info, 'untold') FROM stats_mysql_processlist WHERE user IN ('plain', 'strict') ORDER BY user;
            SET mysql-show_processlist_extended=1;
            LOAD MYSQL VARIABLES TO RUNTIME;
            SELECT user, extended_info LIKE '%"encrypted":true%', extended_info LIKE '%"ssl_cipher":"TLS%'
            FROM stats_mysql_processlist WHERE user IN ('plain', 'strict') ORDER BY user;
            SET mysql-show_processlist_extended=0;
            LOAD MYSQL VARIABLES TO RUNTIME;
            """);
        var id = await _node.QueryAsync("SELECT SessionID FROM stats_mysql_processlist WHERE user = 'plain'");
        await _node.QueryAsync($"KILL CONNECTION {id}");

        Assert.Equal("plain\tuntold\nstrict\tuntold\nplain\t0\t0\nstrict\t1\t1\n", list);
        Assert.Contains("Unknown thread id: 0", (await Assert.ThrowsAsync<LabException>(() => _node.QueryAsync("KILL CONNECTION 0"))).Message, StringComparison.Ordinal);
        Assert.False(await plaintext.PingAsync());
        Assert.True(await encrypted.PingAsync());
    }

    [ProxySqlStandInFact]
    public async Task AQueryToTheStandIn_IsAnsweredWithWhatItIs()
    {
        await using var connection = await ProxyVisitor.ConnectAsync(_node, _node.Port, "plain", "secret");

        Assert.Contains("stand-in", await connection.RefusalAsync("SELECT 1"), StringComparison.Ordinal);
    }
}
