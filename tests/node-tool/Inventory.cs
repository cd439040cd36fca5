using System.Text.Json;
using EncryptionInTransit.Lab;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>Who comes in without TLS, without a restart.</summary>
public abstract class Inventory(EncryptedNode encrypted) : EnforcementTest(encrypted)
{
    private const string Password = "Aa1-secret";

    [Fact]
    public async Task OpenSessions_AreListed_IfTheyHaveNoTls()
    {
        await using var plain = await AccountAsync("plain");
        await using var secure = await AccountAsync("secure");
        await using var first = await DatabaseClient.StayAsync(Tool, "plain", Password, tls: false);
        await using var second = await DatabaseClient.StayAsync(Tool, "secure", Password, tls: true);
        var before = await ServerAndFilesAsync();

        var json = (await Tool.RunAsync("inventory --json")).MustSucceed();
        var text = (await Tool.RunAsync("inventory")).MustSucceed();

        var client = Assert.Single(JsonSerializer.Deserialize<PlaintextClient[]>(json.Output, JsonSerializerOptions.Web)!);
        Assert.Equal(("plain", Node.Hostname, "session", false), (client.User, client.Host, client.Source, client.Allowed));
        Assert.Equal(Tool.IsMariaDb ? "" : "mysql", client.Program);
        Assert.StartsWith($"plain@{Node.Hostname}", text.Output, StringComparison.Ordinal);
        Assert.Equal(before, await ServerAndFilesAsync());
    }

    [Fact]
    public async Task Audit_RemembersWhoCameIn_AndForgetsThemThatMoved()
    {
        await using var account = await AccountAsync("app");
        await using (await DatabaseClient.StayAsync(Tool, "app", Password, tls: false))
            Assert.Equal("app", Assert.Single(Clients(await EnforceAsync("audit"))).User);

        // It is gone, and so may come again: it counts until an audit does not see it any more.
        AssertFailed(1, await EnforceAsync("on"), "app@", "until requireSecureTransport: audit has looked once more");

        // MariaDB may count the session at its end as well, which came after the look before.
        (await EnforceAsync("audit")).MustSucceed();
        await using (await DatabaseClient.StayAsync(Tool, "app", Password, tls: true))
            Assert.Empty(Clients(await EnforceAsync("audit")));
        (await EnforceAsync("on")).MustSucceed();
    }

    [Fact]
    public async Task ALoginThatNobodyWatched_IsCounted_AndUserstatIsSetBack()
    {
        if (!Tool.IsMariaDb)
            return;
        await using var account = await AccountAsync("app");
        Assert.Empty(Clients(await EnforceAsync("audit")));
        Assert.Equal("1", await Tool.VariableAsync("userstat"));
        (await DatabaseClient.LogInAsync(Tool, "app", Password, tls: false)).MustSucceed();

        var counted = Assert.Single(Clients(await EnforceAsync("audit")));

        Assert.Equal(("app", "logins"), (counted.User, counted.Source));
        Assert.Contains(counted.Host, new[] { Node.Hostname, Node.Address });
        var again = Assert.Single(Clients(await EnforceAsync("audit")));
        Assert.Equal(counted.LastSeen, again.LastSeen);
        (await EnforceAsync("off")).MustSucceed();
        Assert.Equal("0", await Tool.VariableAsync("userstat"));
        Assert.Equal("", (await Node.RunAsync($"ls {ToolNode.State} | grep audit")).Output);
    }

    [Fact]
    public async Task WhomEnforcingRefused_IsListedByMySql()
    {
        if (Tool.IsMariaDb)
            return;
        // The lab does without this table, for its memory; its own file is read last but for this one.
        const string file = "/etc/mysql/mysql.conf.d/zzz-errors.cnf";
        await Node.PutFileAsync(file, "[mysqld]\nperformance_schema_error_size=1000\n");
        (await Node.RunAsync($"service {Node.Service} restart; rm {file}")).MustSucceed();
        await using var account = await AccountAsync("late");
        (await EnforceAsync("on")).MustSucceed();
        Assert.NotEqual(0, (await DatabaseClient.LogInAsync(Tool, "late", Password, tls: false)).ExitCode);

        var refused = Clients(await EnforceAsync("on")).Single(client => client.User == "late");

        Assert.Equal("refused", refused.Source);
        Assert.InRange(DateTimeOffset.UtcNow - refused.LastSeen, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task ANameWithQuotesAndBackslashes_IsWellFormed()
    {
        const string user = """a"b\c'ü""";
        await using var account = await TemporaryAccounts.CreateAsync(Node, (user, "%", $"IDENTIFIED BY '{Password}'"));
        await using var session = await DatabaseClient.StayAsync(Tool, LabNode.ShellQuote(user), Password, tls: false);

        var client = Assert.Single(Clients(await EnforceAsync("audit", ("allowed", $"{user}@*"))));

        Assert.Equal((user, true), (client.User, client.Allowed));
    }

    private static PlaintextClient[] Clients(CommandOutput output) => Enforce.Clients(output.MustSucceed());

    private Task<TemporaryAccounts> AccountAsync(string user) => TemporaryAccounts.CreateAsync(Node, (user, "%", $"IDENTIFIED BY '{Password}'"));
}

[Collection(NodeKind.MariaDb1011)]
public sealed class InventoryOnMariaDb1011(EncryptedNode<MariaDb1011> encrypted) : Inventory(encrypted), IClassFixture<EncryptedNode<MariaDb1011>>;

[Collection(NodeKind.MariaDb118)]
[Trait("Scope", "thorough")]
public sealed class InventoryOnMariaDb118(EncryptedNode<MariaDb118> encrypted) : Inventory(encrypted), IClassFixture<EncryptedNode<MariaDb118>>;

[Collection(NodeKind.MySql97)]
[Trait("Scope", "thorough")]
public sealed class InventoryOnMySql97(EncryptedNode<MySql97> encrypted) : Inventory(encrypted), IClassFixture<EncryptedNode<MySql97>>;
