using EncryptionInTransit.Lab;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>A node with TLS gets other certificates, or another policy.</summary>
public abstract class Change(ToolNodeFixture fixture) : NodeToolTest(fixture)
{
    [Fact]
    public async Task NewCertificates_AreReloaded_AndTheProcessStays()
    {
        (await Tool.EncryptAsync(First)).MustSucceed();
        var pid = await Node.DatabasePidAsync();

        var activated = (await Tool.EncryptAsync(Second)).MustSucceed();

        Assert.Equal($"reloaded: {(Tool.IsMariaDb ? "FLUSH SSL" : "ALTER INSTANCE RELOAD TLS")}\nserving {Second.Fingerprint}\n", activated.Output);
        Assert.Equal(Second.Fingerprint, await Tool.ServedAsync());
        Assert.Equal(pid, await Node.DatabasePidAsync());
    }

    [Fact]
    public async Task AnEcdsaCertificate_FollowsAnRsaOne()
    {
        (await Tool.EncryptAsync(First)).MustSucceed();
        var ecdsa = await Authority.IssueAsync(KeyKind.Ecdsa);

        (await Tool.EncryptAsync(ecdsa)).MustSucceed();

        Assert.Equal(ecdsa.Fingerprint, await Tool.ServedAsync());
    }

    [Fact]
    public async Task ANewClientCertificateAlone_LeavesTheServerAlone()
    {
        (await Tool.EncryptAsync(First)).MustSucceed();
        var client = First with { Client = Second.Client, ClientKey = Second.ClientKey };

        var activated = (await Tool.EncryptAsync(client)).MustSucceed();

        Assert.Equal($"serving {First.Fingerprint}\n", activated.Output);
        Assert.Equal(Second.Client.Trim(), (await Node.ReadFileAsync("/var/lib/jelastic/keys/SSL-TLS/client/client.crt")).Trim());
    }

    [Fact]
    public async Task WhereSecureTransportIsEnforced_ItStaysSo()
    {
        (await Tool.EncryptAsync(First)).MustSucceed();
        (await Tool.EnforceAsync("on")).MustSucceed();

        (await Tool.EncryptAsync(Second)).MustSucceed();
        Assert.Equal("1", await Tool.VariableAsync("require_secure_transport"));
        Assert.Equal("nothing to do\nserving " + Second.Fingerprint + "\n", (await Tool.EncryptAsync(Second)).MustSucceed().Output);
        (await Node.RunAsync($"service {Node.Service} restart")).MustSucceed();

        Assert.Equal("1", await Tool.VariableAsync("require_secure_transport"));
        (await Tool.RunAsync("verify")).MustSucceed();
    }

    [Fact]
    public async Task TheGenerationBefore_Stays_AndOlderOnesGo()
    {
        var third = await Authority.IssueAsync(KeyKind.Ecdsa);
        (await Tool.EncryptAsync(First)).MustSucceed();
        (await Tool.EncryptAsync(Second)).MustSucceed();
        (await Tool.EncryptAsync(Second, ServerConfiguration.Text(extra: "# another policy"))).MustSucceed();
        Assert.Equal(Sorted(First, Second), await GenerationsAsync());

        (await Tool.EncryptAsync(third)).MustSucceed();

        Assert.Equal(Sorted(Second, third), await GenerationsAsync());
    }

    [Fact]
    public async Task AHandEditedFile_IsShownAndKept_BeforeItIsReplaced()
    {
        (await Tool.EncryptAsync(First)).MustSucceed();
        await Node.PutFileAsync(ServerConfiguration.Path, ServerConfiguration.Text() + "# by hand\nmax_connections=77\n");

        var activated = (await Tool.EncryptAsync(First)).MustSucceed();

        Assert.Contains("was edited by hand", activated.Error, StringComparison.Ordinal);
        Assert.Contains("-max_connections=77", activated.Error, StringComparison.Ordinal);
        Assert.Equal(ServerConfiguration.Text(), await Node.ReadFileAsync(ServerConfiguration.Path));
        Assert.Contains("max_connections=77", (await Node.RunAsync($"cat {ToolNode.State}/ssl-config.cnf.edited-*")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALostFile_IsPutBack_ByTheNextActivation()
    {
        (await Tool.EncryptAsync(First)).MustSucceed();
        (await Node.RunAsync($"rm {ServerConfiguration.Path} /var/lib/jelastic/keys/SSL-TLS/client")).MustSucceed();
        Assert.Equal(1, (await Tool.RunAsync("verify")).ExitCode);

        (await Tool.EncryptAsync(First)).MustSucceed();

        (await Tool.RunAsync("verify")).MustSucceed();
    }

    private static string[] Sorted(params Certificates[] generations) =>
        [.. generations.Select(generation => $"server-{generation.ServerGeneration}").Order(StringComparer.Ordinal)];

    private async Task<string[]> GenerationsAsync() =>
        (await Node.RunAsync("cd /var/lib/jelastic/keys/SSL-TLS/.generations && LC_ALL=C ls -d server-*")).MustSucceed()
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

[Collection(NodeKind.MariaDb1011)]
public sealed class ChangeOnMariaDb1011(MariaDb1011 fixture) : Change(fixture);

[Collection(NodeKind.MariaDb118)]
[Trait("Scope", "thorough")]
public sealed class ChangeOnMariaDb118(MariaDb118 fixture) : Change(fixture);

[Collection(NodeKind.MySql97)]
[Trait("Scope", "thorough")]
public sealed class ChangeOnMySql97(MySql97 fixture) : Change(fixture);
