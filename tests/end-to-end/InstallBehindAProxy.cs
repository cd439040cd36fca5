using System.Text.RegularExpressions;

namespace EncryptionInTransit.EndToEnd.Tests;

public sealed partial class InstallBehindAProxy(ProxiedFleet fleet) : IClassFixture<ProxiedFleet>
{
    [Fact]
    public async Task ProvesBothSides() => Assert.All(
        await fleet.Stack.ProofAsync(),
        row => Assert.True(row.Value.GetProperty("proved").GetBoolean(), $"{row.Key}: {row.Value}"));

    [Fact]
    public void TurnsTlsOnAtTheBackends_ThenAtTheProxy_ThenRefusesPlaintext()
    {
        string[] steps = ["db1-server-tls", "db2-server-tls", "px1-proxy-tls", "db1-clients", "db2-clients"];

        var ended = Created().Matches(fleet.FirstUp.Output).Select(match => match.Groups["name"].Value).Where(steps.Contains).Distinct().ToList();

        Assert.Equal(steps.Length, ended.Count);
        Assert.Equal(2, ended.IndexOf("px1-proxy-tls"));
    }

    [Theory]
    [InlineData("runtime_mysql_servers")]
    [InlineData("main.mysql_servers")]
    [InlineData("disk.mysql_servers")]
    public async Task SetsUseSslInEveryLayer(string table) =>
        Assert.Equal("1\n1\n", await fleet.Proxy.QueryAsync($"SELECT use_ssl FROM {table};"));

    [Fact]
    public async Task HasEachBackendVerifiedByItsOwnCa() => Assert.Equal(
        fleet.Backends.Select(node => $"{node.Address}\t{node.Port}").Order(),
        (await fleet.Proxy.QueryAsync("SELECT hostname, port FROM runtime_mysql_servers_ssl_params WHERE ssl_ca <> '';"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());

    [Fact]
    public async Task LeavesTheProxysAccountsNoWayInWithoutTls()
    {
        foreach (var node in fleet.Backends)
        {
            Assert.Equal(
                "app\tANY\nmonitor\tANY\n",
                await node.QueryAsync("SELECT user, CONVERT(ssl_type USING utf8mb4) FROM mysql.user WHERE user IN ('app', 'monitor') ORDER BY user"));
        }
    }

    [Fact]
    public async Task HasNothingToDoTheSecondTime()
    {
        var logins = await fleet.SshLoginsAsync();

        (await fleet.Stack.UpAsync("--expect-no-changes")).MustSucceed();

        Assert.Equal(logins, await fleet.SshLoginsAsync());
    }

    [GeneratedRegex(@"command:remote:Command (?<name>\S+) created")]
    private static partial Regex Created();
}
