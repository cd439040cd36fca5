using EncryptionInTransit.Lab;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>A node that never had TLS gets it.</summary>
public abstract class Install(ToolNodeFixture fixture) : NodeToolTest(fixture)
{
    [Fact]
    public async Task TheCertificate_IsServed_AndEveryCheckHolds()
    {
        var activated = (await Tool.EncryptAsync(First)).MustSucceed();

        Assert.EndsWith($"serving {First.Fingerprint}\n", activated.Output, StringComparison.Ordinal);
        Assert.Equal(First.Fingerprint, await Tool.ServedAsync());
        var checks = (await Tool.RunAsync("verify")).MustSucceed().Output.TrimEnd().Split('\n');
        Assert.All(checks, line => Assert.StartsWith("ok: ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task OnlyMariaDb_IsRestarted_AndSaysWhy()
    {
        var pid = await Node.DatabasePidAsync();

        var activated = (await Tool.EncryptAsync(First)).MustSucceed();

        Assert.Equal(Tool.IsMariaDb, pid != await Node.DatabasePidAsync());
        Assert.Contains(
            Tool.IsMariaDb
                ? "restarted: MariaDB runs without our ssl_cert: FLUSH SSL would succeed and do nothing"
                : "reloaded: ALTER INSTANCE RELOAD TLS",
            activated.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwiceInARow_DoesNothingTheSecondTime()
    {
        (await Tool.EncryptAsync(First)).MustSucceed();
        var before = (await Node.SnapshotAsync(), await Node.DatabasePidAsync());

        var claim = await Tool.ClaimAsync();
        var installed = (await Tool.RunAsync("install-certificates", Requests.InstallCertificates(claim, First))).MustSucceed();
        var activated = (await Tool.ActivateAsync(claim, First)).MustSucceed();

        Assert.Equal($"server generation {First.ServerGeneration}: already there\nclient generation {First.ClientGeneration}: already there\n", installed.Output);
        Assert.Equal($"nothing to do\nserving {First.Fingerprint}\n", activated.Output);
        Assert.Equal(before, (await Node.SnapshotAsync(), await Node.DatabasePidAsync()));
    }

    [Fact]
    public async Task Files_HaveTheModesAndOwnersOfKeysAndCertificates()
    {
        (await Tool.EncryptAsync(First)).MustSucceed();

        var modes = (await Node.RunAsync("cd /var/lib/jelastic && stat -c '%a %U %n' . keys keys/SSL-TLS keys/SSL-TLS/*/ keys/SSL-TLS/*/*")).MustSucceed();

        Assert.Equal(
            """
            755 root .
            755 root keys
            755 root keys/SSL-TLS
            755 root keys/SSL-TLS/client/
            755 root keys/SSL-TLS/server/
            644 root keys/SSL-TLS/client/client.crt
            600 root keys/SSL-TLS/client/client.key
            644 root keys/SSL-TLS/client/root.crt
            644 root keys/SSL-TLS/server/root.crt
            644 root keys/SSL-TLS/server/server.crt
            600 mysql keys/SSL-TLS/server/server.key

            """,
            modes.Output);
    }

    [Fact]
    public async Task TheServersOwnService_StillRestartsIt()
    {
        (await Tool.EncryptAsync(First)).MustSucceed();
        var pid = await Node.DatabasePidAsync();

        (await Node.RunAsync($"service {Node.Service} restart")).MustSucceed();

        Assert.NotEqual(pid, await Node.DatabasePidAsync());
        Assert.Equal(First.Fingerprint, await Tool.ServedAsync());
        (await Node.RunAsync($"service {Node.Service} status")).MustSucceed();
    }

    [Fact]
    public async Task UnderBusyboxAsh_AllIsTheSame()
    {
        var tool = new ToolNode(Node) { Shell = "busybox ash" };

        Assert.Contains($"serving {First.Fingerprint}\n", (await tool.EncryptAsync(First)).MustSucceed().Output, StringComparison.Ordinal);
        (await tool.RunAsync("verify")).MustSucceed();
        (await tool.EncryptAsync(Second)).MustSucceed();

        Assert.Equal(Second.Fingerprint, await Tool.ServedAsync());
        (await tool.ReleaseAsync()).MustSucceed();
        await AssertAsBeforeAsync();
    }

    [Fact]
    public async Task Release_RestartsMariaDbOnce_AndMySqlNever()
    {
        (await Tool.EncryptAsync(First)).MustSucceed();
        (await Tool.EnforceAsync("on")).MustSucceed();
        var pid = await Node.DatabasePidAsync();

        var released = (await Tool.ReleaseAsync()).MustSucceed();

        Assert.StartsWith("set: require_secure_transport = OFF\nrestored: what stood before the claim of ", released.Output, StringComparison.Ordinal);
        Assert.Equal(Tool.IsMariaDb, pid != await Node.DatabasePidAsync());
        await AssertAsBeforeAsync();
        Assert.Equal("nothing to undo\n", (await Tool.ReleaseAsync()).MustSucceed().Output);
    }
}

[Collection(NodeKind.MariaDb1011)]
public sealed class InstallOnMariaDb1011(MariaDb1011 fixture) : Install(fixture);

[Collection(NodeKind.MariaDb118)]
[Trait("Scope", "thorough")]
public sealed class InstallOnMariaDb118(MariaDb118 fixture) : Install(fixture);

[Collection(NodeKind.MySql97)]
public sealed class InstallOnMySql97(MySql97 fixture) : Install(fixture);
