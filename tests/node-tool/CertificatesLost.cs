using EncryptionInTransit.Lab;
using EncryptionInTransit.Lab.Faults;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>Somebody has removed the certificates, and MariaDB, which does not start without them, was stopped since.</summary>
[Collection(NodeKind.MariaDb118)]
[Trait("Scope", "thorough")]
public sealed class CertificatesLost(MariaDb118 fixture) : NodeToolTest(fixture)
{
    private const string ConfigFile = "/etc/mysql/conf.d/ssl-config.cnf";

    [Fact]
    public async Task AndTheServerIsDown_TheCureSaysHowToStartIt()
    {
        (await Tool.EncryptAsync(First)).MustSucceed();
        (await Node.RunAsync("rm -r /var/lib/jelastic/keys/SSL-TLS")).MustSucceed();
        await Node.KillDatabaseAsync();
        Assert.NotEqual(0, (await Node.RunAsync($"service {Node.Service} start")).ExitCode);

        AssertFailed(1, await Tool.RunAsync("claim", Requests.Claim(Node.Server)),
            "stopped", $"start it: service {Node.Service} start",
            $"if it does not start: in /var/lib/jelastic/keys/SSL-TLS/server root.crt is not a certificate in PEM; move {ConfigFile} aside, start it, raise this node's number reapply");

        // Its init script says that this fails: it cannot log in itself.
        await Node.RunAsync($"mv {ConfigFile} /root/ && service {Node.Service} start");
        await Node.QueryAsync("SELECT 1");
        (await Tool.EncryptAsync(First)).MustSucceed();
        Assert.Equal(First.Fingerprint, await Tool.ServedAsync());
    }
}
