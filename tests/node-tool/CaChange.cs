using EncryptionInTransit.Lab;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>A claim that names other CAs than those in use: before anything is issued the node says whether its clients can follow.</summary>
public abstract class CaChange(ToolNodeFixture fixture) : NodeToolTest(fixture), IAsyncLifetime
{
    private Authority _next = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        _next = await Authority.CreateAsync(Node.Hostname, Node.Address, generation: 2);
        (await Tool.EncryptAsync(First)).MustSucceed();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        _next.Dispose();
        await DisposeAsync();
    }

    [Fact]
    public async Task ToOnesThatNoClientTrusts_IsRefused_UnlessAllowedByName()
    {
        var before = await Node.SnapshotAsync();

        AssertFailed(1, await ClaimAsync(_next),
            $"this node serves with /CN={Node.Hostname} CA 1 and none of that is among the CAs to come", "nothing was touched",
            "caGenerations: [1, 2], then [2]", "abruptCaChange: true");

        Assert.Equal(before.ToString(), (await Node.SnapshotAsync()).ToString());
        (await Tool.RunAsync("claim", Requests.ClaimWith(Node.Server, abrupt: true, _next))).MustSucceed();
    }

    [Fact]
    public async Task IsTaken_AsLongAsOneOfThemIsTrusted()
    {
        (await ClaimAsync(Authority)).MustSucceed();
        (await ClaimAsync(Authority, _next)).MustSucceed();

        var both = First with { Root = Authority.Root + _next.Root };
        (await Tool.EncryptAsync(both)).MustSucceed();

        (await ClaimAsync(_next)).MustSucceed();
        (await ClaimAsync(Authority)).MustSucceed();
        using var third = await Authority.CreateAsync(Node.Hostname, Node.Address, generation: 3);
        AssertFailed(1, await ClaimAsync(third), $"/CN={Node.Hostname} CA 1 /CN={Node.Hostname} CA 2 and none of that");
    }

    [Fact]
    public async Task ToOneThatIsTrustedAlready_IsTaken_ButNotToOneThatIsTrustedFromThenOn()
    {
        AssertFailed(1, await Tool.RunAsync("claim", Requests.ClaimWith(Node.Server, issuing: _next, trusted: Authority)),
            $"this node serves with /CN={Node.Hostname} CA 1 and none of that is among the CAs to come", "certificates.alsoTrusted");

        (await Tool.RunAsync("claim", Requests.ClaimWith(Node.Server, issuing: Authority, trusted: _next))).MustSucceed();
        (await Tool.EncryptAsync(First with { Root = Authority.Root + _next.Root })).MustSucceed();
        await using var account = await TemporaryAccounts.CreateAsync(Node, ("later", "%", $"REQUIRE ISSUER '/CN={Node.Hostname} CA 2'"));
        (await Tool.RunAsync("claim", Requests.ClaimWith(Node.Server, issuing: Authority, trusted: _next))).MustSucceed();

        (await Tool.RunAsync("claim", Requests.ClaimWith(Node.Server, issuing: _next, trusted: Authority))).MustSucceed();
    }

    [Fact]
    public async Task WithAnAccountThatAsksForTheIssuerOfToday_IsRefused_WithTheStatementThatMendsIt()
    {
        var issuer = $"/CN={Node.Hostname} CA 1";
        await using var accounts = await TemporaryAccounts.CreateAsync(
            Node,
            ("o'neil", "%", $"REQUIRE ISSUER '{issuer}'"), ("both", "10.%", $"REQUIRE SUBJECT '/CN=both' ISSUER '{issuer}'"), ("other", "%", "REQUIRE ISSUER '/CN=other CA'"));

        var refused = await ClaimAsync(Authority, _next);

        AssertFailed(1, refused,
            "the next CA's certificates cannot satisfy REQUIRE ISSUER; nothing was touched",
            $"has REQUIRE ISSUER '{issuer}'; mend it: ALTER USER ",
            $"'both'@'10.%' has REQUIRE SUBJECT '/CN=both' ISSUER '{issuer}'; mend it: ALTER USER 'both'@'10.%' REQUIRE SUBJECT '/CN=both';");
        Assert.DoesNotContain("other", refused.Error, StringComparison.Ordinal);
        (await ClaimAsync(Authority)).MustSucceed();

        foreach (var statement in refused.Error.Split('\n').Where(line => line.Contains("mend it: ", StringComparison.Ordinal)).Select(line => line.Split("mend it: ")[1]))
            await Node.QueryAsync(statement);
        (await ClaimAsync(Authority, _next)).MustSucceed();
    }

    [Fact]
    public async Task AnAccountOfOurs_StaysWithItsCa_UntilThatIsDropped()
    {
        var issuer = $"/CN={Node.Hostname} CA 1";
        await using var account = await TemporaryAccounts.CreateAsync(Node, ("app", "%", ""));
        var certificate = await Authority.IssueClientAsync("/CN=app");
        (await Tool.EnforceAsync("off", AccountLine.Files(new AccountLine("app", "%", "ISSUER", issuer, certificate)))).MustSucceed();

        (await ClaimAsync(Authority, _next)).MustSucceed();
        (await Tool.EncryptAsync(First with { Root = Authority.Root + _next.Root })).MustSucceed();
        AssertFailed(1, await ClaimAsync(_next), $"'app'@'%' has REQUIRE ISSUER '{issuer}'");

        (await Tool.ReleaseAsync()).MustSucceed();
    }

    [Fact]
    public async Task ABadName_IsRefused() =>
        AssertFailed(2, await Tool.RunAsync("claim", Requests.Text([$"owner: {Requests.Owner}", $"server: {Node.Server}", "ca-keys: CA2"])),
            "key \"ca-keys\" has a value that is not allowed", "nothing was touched");

    private Task<CommandOutput> ClaimAsync(params Authority[] authorities) =>
        Tool.RunAsync("claim", Requests.ClaimWith(Node.Server, abrupt: false, authorities));
}

[Collection(NodeKind.MariaDb1011)]
public sealed class CaChangeOnMariaDb1011(MariaDb1011 fixture) : CaChange(fixture);

[Collection(NodeKind.MariaDb118)]
[Trait("Scope", "thorough")]
public sealed class CaChangeOnMariaDb118(MariaDb118 fixture) : CaChange(fixture);

[Collection(NodeKind.MySql97)]
[Trait("Scope", "thorough")]
public sealed class CaChangeOnMySql97(MySql97 fixture) : CaChange(fixture);
