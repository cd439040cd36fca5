using EncryptionInTransit.Lab;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>The tool is killed in the middle: the next run mends what it left.</summary>
public abstract class Killed(ToolNodeFixture fixture) : NodeToolTest(fixture)
{
    private const string JournalBegun = "[ -d /var/lib/encryption-in-transit/rollback ]";
    private const string CertificatesSwitched = "[ -L /var/lib/jelastic/keys/SSL-TLS/server ]";
    private const string ConfigurationWritten = "[ -e /etc/mysql/conf.d/ssl-config.cnf ]";
    private const string ServerStopping = "[ -e /var/lib/encryption-in-transit/stopped ] && [ ! -e /run/mysqld/mysqld.sock ]";
    private const string ServerStarting = "[ -e /var/lib/encryption-in-transit/start.log ]";

    [Fact]
    public async Task AClaim_IsMadeAnew()
    {
        await KillAsync("claim", Requests.Claim(Node.Server), "[ -d /var/lib/encryption-in-transit/before.new ]");

        (await Tool.EncryptAsync(First)).MustSucceed();
    }

    [Fact]
    public async Task AClaim_LeavesNothing_AfterARelease()
    {
        await KillAsync("claim", Requests.Claim(Node.Server), "[ -d /var/lib/encryption-in-transit/before ]");

        Assert.Equal("nothing to undo\n", (await Tool.ReleaseAsync()).MustSucceed().Output);
        await AssertAsBeforeAsync();
    }

    [Fact]
    public async Task CertificatesHalfWritten_AreWrittenAnew()
    {
        var claim = await Tool.ClaimAsync();
        var request = Requests.InstallCertificates(claim, First);
        await KillAsync("install-certificates", request, "ls -d /var/lib/jelastic/keys/SSL-TLS/.generations/.server-*.new");

        (await Tool.RunAsync("install-certificates", request)).MustSucceed();

        Assert.Equal("", (await Node.RunAsync("find /var/lib/jelastic -name '*.new'")).Output);
        (await Tool.ActivateAsync(claim, First)).MustSucceed();
    }

    [Fact]
    public async Task TheFirstActivation_IsUndoneByRelease()
    {
        var claim = await Tool.PrepareAsync(First);
        await KillAsync("activate", Requests.Activate(claim, First, ServerConfiguration.Text()), CertificatesSwitched);

        var released = (await Tool.ReleaseAsync()).MustSucceed();

        Assert.Contains("an earlier activation did not end", released.Error, StringComparison.Ordinal);
        await AssertAsBeforeAsync();
    }

    [Fact]
    public async Task TheFirstActivation_IsRolledBack_ThenDone()
    {
        var claim = await Tool.PrepareAsync(First);
        await KillAsync("activate", Requests.Activate(claim, First, ServerConfiguration.Text()), ConfigurationWritten);

        var activated = (await Tool.ActivateAsync(claim, First)).MustSucceed();

        Assert.Contains("an earlier activation did not end", activated.Error, StringComparison.Ordinal);
        (await Tool.RunAsync("verify")).MustSucceed();
    }

    [Fact]
    public async Task AReissue_IsRolledBack_ByAnyVerb()
    {
        (await Tool.EncryptAsync(First)).MustSucceed();
        var claim = await Tool.PrepareAsync(Second);
        await KillAsync("activate", Requests.Activate(claim, Second, ServerConfiguration.Text()), JournalBegun);
        Assert.Contains("activation unfinished", (await Tool.RunAsync("status")).MustSucceed().Output, StringComparison.Ordinal);

        (await Tool.RunAsync("verify")).MustSucceed();

        Assert.Equal(First.Fingerprint, await Tool.ServedAsync());
        Assert.Contains("state: active\n", (await Tool.RunAsync("status")).MustSucceed().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ServerStopping, false)]
    [InlineData(ServerStarting, false)]
    [InlineData(ServerStarting, true)]
    public async Task ARestart_EndsWithARunningServer(string moment, bool withChildren)
    {
        // MySQL restarts for nothing of ours: an option that is read at the start only makes it.
        var configuration = ServerConfiguration.Text(extra: "back_log=77");
        var claim = await Tool.PrepareAsync(First);
        await KillAsync("activate", Requests.Activate(claim, First, configuration), moment, withChildren);

        (await Tool.ActivateAsync(claim, First, configuration)).MustSucceed();

        Assert.Equal("77", await Tool.VariableAsync("back_log"));
        (await Tool.RunAsync("verify")).MustSucceed();
        (await Tool.ReleaseAsync()).MustSucceed();
        Assert.NotEqual("77", await Tool.VariableAsync("back_log"));
    }

    [Theory]
    [InlineData("[ -e /var/lib/encryption-in-transit/releasing ]")]
    [InlineData("[ ! -e /var/lib/jelastic/keys/SSL-TLS/server ]")]
    public async Task ARelease_IsContinued(string moment)
    {
        (await Tool.EncryptAsync(First)).MustSucceed();
        (await Tool.EnforceAsync("on")).MustSucceed();
        await KillAsync("release", Requests.Release(Node), moment);

        (await Tool.ReleaseAsync()).MustSucceed();

        await AssertAsBeforeAsync();
    }

    [Fact]
    public async Task ARelease_IsContinued_ByTheNextClaim()
    {
        (await Tool.EncryptAsync(First)).MustSucceed();
        await KillAsync("release", Requests.Release(Node), "[ ! -e /etc/mysql/conf.d/ssl-config.cnf ]");

        var claimed = (await Tool.RunAsync("claim", Requests.Claim(Node.Server, "another/stack/node"))).MustSucceed();

        Assert.Contains("an earlier release did not end", claimed.Error, StringComparison.Ordinal);
        (await Tool.ReleaseAsync("another/stack/node")).MustSucceed();
        await AssertAsBeforeAsync();
    }

    private Task KillAsync(string verb, string request, string moment, bool withChildren = false) =>
        Node.KillAsync(verb, request, moment, withChildren);
}

[Collection(NodeKind.MariaDb1011)]
public sealed class KilledOnMariaDb1011(MariaDb1011 fixture) : Killed(fixture);

[Collection(NodeKind.MySql97)]
[Trait("Scope", "thorough")]
public sealed class KilledOnMySql97(MySql97 fixture) : Killed(fixture);
