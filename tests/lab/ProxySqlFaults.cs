using EncryptionInTransit.Lab.Faults;

namespace EncryptionInTransit.Lab.Tests;

/// <summary>The stand-in's faults do what they say, and mending undoes it.</summary>
public sealed class ProxySqlFaults(ProxySql fixture) : IClassFixture<ProxySql>
{
    private const string Look =
        """
        SELECT COUNT(*) FROM mysql_servers;
        SELECT COUNT(*) FROM runtime_mysql_servers;
        SELECT COUNT(*) FROM disk.mysql_servers;
        """;

    private readonly LabNode _node = fixture.Node;

    [ProxySqlStandInFact]
    public async Task ACommandThatFails_DoesNothing_UntilMended()
    {
        await ResetAsync();

        await using (await _node.FailCommandAsync("SAVE MYSQL SERVERS TO DISK"))
        {
            var error = await Assert.ThrowsAsync<LabException>(() => _node.QueryAsync("LOAD MYSQL SERVERS TO RUNTIME; save  mysql servers TO DISK;"));

            Assert.Contains("ERROR 1045", error.Message, StringComparison.Ordinal);
            Assert.Equal("1\n1\n0\n", await _node.QueryAsync(Look));
        }

        await _node.QueryAsync("SAVE MYSQL SERVERS TO DISK");
        Assert.Equal("1\n1\n1\n", await _node.QueryAsync(Look));
    }

    [ProxySqlStandInFact]
    public async Task ACommandThatIsIgnored_IsAnsweredOk_AndDoesNothing()
    {
        await ResetAsync();

        await using (await _node.IgnoreCommandAsync("LOAD MYSQL SERVERS TO RUNTIME"))
            await _node.QueryAsync("LOAD MYSQL SERVERS TO RUNTIME");

        Assert.Equal("1\n0\n0\n", await _node.QueryAsync(Look));
    }

    [ProxySqlStandInTheory]
    [InlineData("LOAD MYSQL SERVERS TO RUNTIME", true, "0\n0\n0\n")]
    [InlineData("SAVE MYSQL SERVERS TO DISK", true, "1\n1\n1\n")]
    [InlineData("SAVE MYSQL SERVERS TO DISK", false, "0\n0\n0\n")]
    public async Task AProcessThatDies_IsGone_UntilMended(string command, bool after, string layersAfterTheStart)
    {
        await ResetAsync();
        var before = await _node.DatabasePidAsync();

        await using (after ? await _node.DieAfterCommandAsync(command) : await _node.DieBeforeCommandAsync(command))
        {
            await Assert.ThrowsAsync<LabException>(() => _node.QueryAsync(command));
            await Assert.ThrowsAsync<LabException>(() => _node.DatabasePidAsync());
        }

        Assert.NotEqual(before, await _node.DatabasePidAsync());
        Assert.Equal(layersAfterTheStart, await _node.QueryAsync(Look));
    }

    [ProxySqlStandInFact]
    public async Task AnOlderVersion_LacksATable_UntilMended()
    {
        await using (await _node.RemoveTableAsync("mysql_servers_ssl_params"))
        {
            Assert.Equal("mysql_servers\n", await _node.QueryAsync("SHOW TABLES LIKE 'mysql_servers%'"));
            Assert.DoesNotContain("ssl_params", await _node.QueryAsync("SHOW TABLES FROM disk"), StringComparison.Ordinal);
            await _node.QueryAsync("LOAD MYSQL SERVERS TO RUNTIME; SAVE MYSQL SERVERS TO DISK");
            Assert.NotEmpty((await _node.SnapshotAsync()).Variables);
        }

        Assert.Equal("0\n", await _node.QueryAsync("SELECT COUNT(*) FROM disk.mysql_servers_ssl_params"));
    }

    [RealProxySqlFact]
    public async Task ARealOne_HasNone() =>
        Assert.Contains("no stand-in", (await Assert.ThrowsAsync<LabException>(() => _node.FailCommandAsync("LOAD"))).Message, StringComparison.Ordinal);

    // One server in main, and none in the other layers.
    private Task ResetAsync() => _node.QueryAsync(
        """
        DELETE FROM mysql_servers;
        LOAD MYSQL SERVERS TO RUNTIME;
        SAVE MYSQL SERVERS TO DISK;
        INSERT INTO mysql_servers (hostgroup_id, hostname, port) VALUES (1, '127.0.0.9', 3306);
        """);
}
