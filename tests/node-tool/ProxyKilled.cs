using EncryptionInTransit.Lab;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>The tool is killed in the middle: ProxySQL could start at that moment, and the next run mends what was left.</summary>
[Trait("Scope", "thorough")]
public sealed class ProxyKilled(ProxyFixture fixture) : ProxyTest(fixture)
{
    private const string JournalBegun = "[ -d /var/lib/encryption-in-transit/rollback ]";
    private const string CertificateLinked = "[ -L /var/lib/proxysql/proxysql-ca.pem ]";
    private const string CasWritten = "ls /var/lib/jelastic/keys/SSL-TLS/backends/*.crt";
    private const string OldConnectionsListed = "[ -e /var/lib/encryption-in-transit/old-connections ]";
    private const string MonitorStopped = "[ -e /var/lib/encryption-in-transit/borrowed ]";
    private const string Committing = "[ -e /var/lib/encryption-in-transit/backends ]";
    private const string Releasing = "[ -e /var/lib/encryption-in-transit/releasing ]";
    private const string KeyPutBack = "[ ! -L /var/lib/proxysql/proxysql-key.pem ]";

    [Theory]
    [InlineData(JournalBegun)]
    [InlineData(CertificateLinked)]
    [InlineData(OldConnectionsListed)]
    [InlineData(Committing)]
    public async Task AnActivation_IsRolledBack_ThenDone(string moment)
    {
        var claim = await Proxy.PrepareAsync(First);
        await Node.KillAsync("activate-proxy", Proxy.Wanted(First).Text(claim), moment);
        // Broken files would stop it.
        await Proxy.RestartAsync();

        (await Proxy.EncryptAsync(First)).MustSucceed();

        (await Proxy.Tool.RunAsync("verify")).MustSucceed();
    }

    [Fact]
    public async Task AnActivation_IsUndoneByRelease_WithoutARestart()
    {
        var claim = await Proxy.PrepareAsync(First);
        await Node.KillAsync("activate-proxy", Proxy.Wanted(First).Text(claim), CasWritten);

        var released = (await Proxy.ReleaseAsync()).MustSucceed();

        Assert.Contains("an earlier activation did not end", released.Error, StringComparison.Ordinal);
        await AssertAsBeforeAsync();
    }

    [RealProxySqlFact]
    public async Task WhileTheMonitorIsStopped_ItIsStartedAgain()
    {
        var claim = await Proxy.PrepareAsync(First);
        await Node.KillAsync("activate-proxy", Proxy.Wanted(First).Text(claim), MonitorStopped);

        (await Proxy.ReleaseAsync()).MustSucceed();

        Assert.Equal("true\n", await Node.QueryAsync("SELECT variable_value FROM runtime_global_variables WHERE variable_name = 'mysql-monitor_enabled'"));
        await AssertAsBeforeAsync();
    }

    [Theory]
    [InlineData(Releasing)]
    [InlineData(KeyPutBack)]
    public async Task ARelease_IsContinued(string moment)
    {
        (await Proxy.EncryptAsync(First)).MustSucceed();
        await Node.KillAsync("release", ProxyNode.ClaimRequest(), moment);
        await Proxy.RestartAsync();

        (await Proxy.ReleaseAsync()).MustSucceed();

        await AssertAsBeforeAsync();
    }

    [Fact]
    public async Task AClaim_LeavesNothing_AfterARelease()
    {
        await Node.KillAsync("claim", ProxyNode.ClaimRequest(), "[ -e /var/lib/encryption-in-transit/lock ]");

        Assert.Equal("nothing to undo\n", (await Proxy.ReleaseAsync()).MustSucceed().Output);
        await AssertAsBeforeAsync();
    }
}
