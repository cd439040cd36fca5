using EncryptionInTransit.Lab;
using EncryptionInTransit.Lab.Faults;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>An activation that fails leaves ProxySQL as it was, in each layer, serving the certificate of before.</summary>
[Trait("Scope", "thorough")]
public sealed class ProxyRolledBack(ProxyFixture fixture) : ProxyTest(fixture)
{
    private const string LoadServers = "LOAD MYSQL SERVERS TO RUNTIME";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AReloadThatProxySqlRefuses(bool isReissue)
    {
        if (isReissue)
            (await Proxy.EncryptAsync(First)).MustSucceed();
        var claim = await Proxy.PrepareAsync(Second);
        var before = (await WithoutRecordsAsync(), await Proxy.ServedAsync());
        await using (await UnreadableKeyAsync(Second))
        {
            NodeToolTest.AssertFailed(
                1, await Proxy.Tool.RunAsync("activate-proxy", Proxy.Wanted(Second).Text(claim)), "PROXYSQL RELOAD TLS", "rolled back: ");
            // Broken files would stop its next start.
            await Proxy.RestartAsync();
        }

        Assert.Equal(before, (await WithoutRecordsAsync(), await Proxy.ServedAsync()));
    }

    [ProxySqlStandInTheory]
    [InlineData(LoadServers, "LOAD MYSQL SERVERS TO RUNTIME: ERROR 1045")]
    [InlineData("PROXYSQL RELOAD TLS", "PROXYSQL RELOAD TLS: ERROR 1045")]
    [InlineData("UPDATE disk.mysql_servers SET use_ssl = '1' WHERE hostgroup_id = 3 AND hostname = '{0}' AND port = 3306 AND use_ssl = '0'", "disk could not be changed")]
    public async Task ACommandThatFails(string command, string says)
    {
        var claim = await Proxy.PrepareAsync(First);
        var before = (await WithoutRecordsAsync(), await Proxy.ServedAsync());
        await using (await Node.FailCommandAsync(command.Replace("{0}", Fixture.MariaDb.Tool.Node.Address, StringComparison.Ordinal)))
            NodeToolTest.AssertFailed(1, await Proxy.Tool.RunAsync("activate-proxy", Proxy.Wanted(First).Text(claim)), says, "rolled back: ");

        Assert.Equal(before, (await WithoutRecordsAsync(), await Proxy.ServedAsync()));
        (await Proxy.EncryptAsync(First)).MustSucceed();
    }

    [ProxySqlStandInFact]
    public async Task ACommandThatSaysOkAndDoesNothing_IsSeen()
    {
        var claim = await Proxy.PrepareAsync(First);
        var before = await WithoutRecordsAsync();
        await using (await Node.IgnoreCommandAsync(LoadServers))
        {
            NodeToolTest.AssertFailed(
                1, await Proxy.Tool.RunAsync("activate-proxy", Proxy.Wanted(First).Text(claim)),
                "ProxySQL did not keep what was set", "runtime: mysql_servers 1", "use_ssl is \"0\", expected was \"1\"", "rolled back: ");
        }

        Assert.Equal(before, await WithoutRecordsAsync());
    }

    [ProxySqlStandInFact]
    public async Task AProxyThatDiesAfterALoad_IsMendedByTheNextRun()
    {
        var claim = await Proxy.PrepareAsync(First);
        await using (await Node.DieAfterCommandAsync(LoadServers))
        {
            NodeToolTest.AssertFailed(
                1, await Proxy.Tool.RunAsync("activate-proxy", Proxy.Wanted(First).Text(claim)), "ROLLING BACK FAILED, too", "the next run of encryption-in-transit goes on");
            NodeToolTest.AssertFailed(1, await Proxy.Tool.RunAsync("verify"), "an earlier run did not end, and ProxySQL does not answer", "service proxysql start");
        }

        var mended = (await Proxy.Tool.RunAsync("claim", ProxyNode.ClaimRequest())).MustSucceed();
        Assert.Contains("an earlier activation did not end: rolled back first", mended.Error, StringComparison.Ordinal);
        (await Proxy.EncryptAsync(First)).MustSucceed();
        (await Proxy.Tool.RunAsync("verify")).MustSucceed();
    }

    /// <summary>ProxySQL cannot read the key of the generation to come, and setpriv, by which the tool would notice, is away.</summary>
    private async Task<IAsyncDisposable> UnreadableKeyAsync(Certificates certificates)
    {
        var key = $"/var/lib/jelastic/keys/SSL-TLS/.generations/server-{certificates.ServerGeneration}/server.key";
        (await Node.RunAsync($"chown root {key} && mv /usr/bin/setpriv /usr/bin/setpriv.away")).MustSucceed();
        return new Mend(async () => (await Node.RunAsync($"chown proxysql {key}; mv /usr/bin/setpriv.away /usr/bin/setpriv")).MustSucceed());
    }

    private sealed class Mend(Func<Task> action) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await action();
    }
}
