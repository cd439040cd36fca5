using System.Text.Json;
using EncryptionInTransit.Lab;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>require_secure_transport, from off to on and back.</summary>
public abstract class Enforce(EncryptedNode encrypted) : EnforcementTest(encrypted)
{
    private const string Password = "Aa1-secret";

    [Fact]
    public async Task On_RefusesPlaintext_AndOff_LetsItInAgain_WithoutARestart()
    {
        await using var account = await AccountAsync();
        var pid = await Node.DatabasePidAsync();

        var enforced = (await EnforceAsync("on")).MustSucceed();

        Assert.StartsWith("set: require_secure_transport = ON\nplaintext-clients: ", enforced.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, (await DatabaseClient.LogInAsync(Tool, "app", Password, tls: false)).ExitCode);
        (await DatabaseClient.LogInAsync(Tool, "app", Password, tls: true)).MustSucceed();
        Assert.Equal(ServerConfiguration.Text(requireSecureTransport: true), await Node.ReadFileAsync(ServerConfiguration.Path));
        (await Tool.RunAsync("verify")).MustSucceed();

        Assert.Equal(
            $"set: require_secure_transport = OFF\nplaintext-clients: []\n", (await EnforceAsync("off")).MustSucceed().Output);
        (await DatabaseClient.LogInAsync(Tool, "app", Password, tls: false)).MustSucceed();
        Assert.Equal(ServerConfiguration.Text(), await Node.ReadFileAsync(ServerConfiguration.Path));
        (await Tool.RunAsync("verify")).MustSucceed();
        Assert.Equal(pid, await Node.DatabasePidAsync());
    }

    [Fact]
    public async Task Relax_PutsBackWhatWasBefore_AndOnlyThat()
    {
        (await EnforceAsync("on")).MustSucceed();

        Assert.StartsWith(
            "left as it is: this node is claimed by", (await Tool.RunAsync("relax", Requests.Enforce("0123456789abcdef", "on"))).MustSucceed().Output,
            StringComparison.Ordinal);
        Assert.Equal("1", await Tool.VariableAsync("require_secure_transport"));
        (await RelaxAsync()).MustSucceed();

        await AssertAsBeforeAsync();
        Assert.Equal("nothing to undo\n", (await RelaxAsync()).MustSucceed().Output);
    }

    [Fact]
    public async Task AVariableThatWasOnBefore_StaysOnAfterwards()
    {
        await Node.QueryAsync("SET GLOBAL require_secure_transport = ON");

        (await EnforceAsync("on")).MustSucceed();
        (await EnforceAsync("off")).MustSucceed();

        Assert.Equal("1", await Tool.VariableAsync("require_secure_transport"));
        await Node.QueryAsync("SET GLOBAL require_secure_transport = OFF");
    }

    [Fact]
    public async Task AnOpenPlaintextSession_IsRefusedByName_UnlessAllowed()
    {
        await using var account = await AccountAsync();
        await using var session = await DatabaseClient.StayAsync(Tool, "app", Password, tls: false);
        var before = await ServerAndFilesAsync();

        AssertFailed(1, await EnforceAsync("on"), "refused", $"app@{Node.Hostname}", "an open session", "allowedPlaintextClients");
        AssertFailed(1, await EnforceAsync("on", ("allowed", $"app@192.0.2.1\nother@*")), $"app@{Node.Hostname}");
        Assert.Equal(before, await ServerAndFilesAsync());

        var enforced = (await EnforceAsync("on", ("allowed", "app@*"))).MustSucceed();
        Assert.True(Assert.Single(Clients(enforced)).Allowed);
        Assert.Equal("1", await Tool.VariableAsync("require_secure_transport"));
    }

    [Fact]
    public async Task AFileThatIsReadAfterOurs_IsNamed()
    {
        await Node.PutFileAsync("/etc/mysql/conf.d/zz-own.cnf", "[mysqld]\nrequire_secure_transport=OFF\n");
        var overridden = await EnforceAsync("on");
        (await Node.RunAsync("rm /etc/mysql/conf.d/zz-own.cnf")).MustSucceed();

        AssertFailed(1, overridden, "/etc/mysql/conf.d/zz-own.cnf sets require_secure_transport = OFF and is read after");
    }

    [Fact]
    public async Task AVariableThatCannotBeSet_LeavesTheFileAsItWas()
    {
        await using var account = await TemporaryAccounts.CreateAsync(Node, ("admin1", "localhost", $"IDENTIFIED BY '{Password}'"));
        await Node.QueryAsync("GRANT SELECT, PROCESS, RELOAD, CREATE USER ON *.* TO admin1@localhost");
        var before = await ServerAndFilesAsync();
        (await Tool.RunAsync("claim", Requests.Claim(Node.Server, adminUser: "admin1", adminPassword: Password))).MustSucceed();

        var enforced = await EnforceAsync("on");

        await Tool.ClaimAsync();
        AssertFailed(1, enforced, "SET GLOBAL require_secure_transport = ON", "1227", "rolled back");
        Assert.Equal(before, await ServerAndFilesAsync());
        Assert.Equal("0", await Tool.VariableAsync("require_secure_transport"));
    }

    [Fact]
    public async Task Killed_TheNextRunRollsBack_AndGoesOn()
    {
        string[] moments =
        [
            "[ -e /var/lib/encryption-in-transit/enforced ]",
            "grep -x require_secure_transport=ON /etc/mysql/conf.d/ssl-config.cnf",
        ];
        foreach (var moment in moments)
        {
            await Node.KillAsync("enforce", Requests.Enforce(Claim, "on"), moment);
            Assert.Contains("enforcement unfinished", (await Tool.RunAsync("status")).MustSucceed().Output, StringComparison.Ordinal);
            (await Tool.RunAsync("verify")).MustSucceed();
            await AssertAsBeforeAsync();
        }

        (await EnforceAsync("on")).MustSucceed();
        Assert.Equal("1", await Tool.VariableAsync("require_secure_transport"));

        await Node.KillAsync("relax", Requests.Enforce(Claim, "on"), "[ -e /var/lib/encryption-in-transit/work.new/relaxed ]");
        (await RelaxAsync()).MustSucceed();
        (await Tool.RunAsync("verify")).MustSucceed();
    }

    internal static PlaintextClient[] Clients(CommandOutput output)
    {
        const string mark = "plaintext-clients: ";
        var line = output.Output.TrimEnd('\n').Split('\n')[^1];
        Assert.StartsWith(mark, line, StringComparison.Ordinal);
        return JsonSerializer.Deserialize<PlaintextClient[]>(line[mark.Length..], JsonSerializerOptions.Web)!;
    }

    private Task<TemporaryAccounts> AccountAsync() => TemporaryAccounts.CreateAsync(Node, ("app", "%", $"IDENTIFIED BY '{Password}'"));
}

[Collection(NodeKind.MariaDb1011)]
public sealed class EnforceOnMariaDb1011(EncryptedNode<MariaDb1011> encrypted) : Enforce(encrypted), IClassFixture<EncryptedNode<MariaDb1011>>;

[Collection(NodeKind.MariaDb118)]
[Trait("Scope", "thorough")]
public sealed class EnforceOnMariaDb118(EncryptedNode<MariaDb118> encrypted) : Enforce(encrypted), IClassFixture<EncryptedNode<MariaDb118>>;

[Collection(NodeKind.MySql97)]
[Trait("Scope", "thorough")]
public sealed class EnforceOnMySql97(EncryptedNode<MySql97> encrypted) : Enforce(encrypted), IClassFixture<EncryptedNode<MySql97>>;
