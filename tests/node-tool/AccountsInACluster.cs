using EncryptionInTransit.Lab;
using EncryptionInTransit.Lab.Faults;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>All members of a cluster have the same accounts: whichever of them goes, none stays tightened for ever.</summary>
[Collection(NodeKind.MariaDb1011Galera)]
public sealed class AccountsInACluster(GaleraCluster cluster) : IAsyncLifetime
{
    private const string Before = "";
    private const string Tightened = "ANY";

    private string[] _claims = [];

    private ToolNode One => cluster.Members[0].Tool;

    private ToolNode Two => cluster.Members[1].Tool;

    public async Task InitializeAsync()
    {
        await One.Node.QueryAsync("CREATE USER app@'%' IDENTIFIED BY 'Aa1-secret'");
        _claims = [await PrepareAsync(cluster.Members[0]), await PrepareAsync(cluster.Members[1])];
        (await One.RunAsync("enforce", Request(One))).MustSucceed();
        (await Two.RunAsync("enforce", Request(Two))).MustSucceed();
        Assert.Equal((Tightened, Tightened), (await RequirementAsync(One), await RequirementAsync(Two)));
    }

    public async Task DisposeAsync()
    {
        foreach (var (tool, _) in cluster.Members)
            (await tool.ReleaseAsync()).MustSucceed();
        Assert.Equal((Before, Before), (await RequirementAsync(One), await RequirementAsync(Two)));
        await One.Node.QueryAsync("DROP USER app@'%'");
    }

    [Fact]
    public async Task AreAsBefore_AlsoWhereAnotherMemberHasTightenedThem()
    {
        (await Two.RunAsync("relax", Request(Two))).MustSucceed();

        Assert.Equal((Before, Before), (await RequirementAsync(One), await RequirementAsync(Two)));
    }

    [Fact]
    public async Task WhereAnotherMemberHasPutThemBack_TheyAreTightenedAgain()
    {
        (await Two.RunAsync("relax", Request(Two))).MustSucceed();

        var again = (await One.RunAsync("enforce", Request(One))).MustSucceed();

        Assert.Contains("'app'@'%': somebody set REQUIRE NONE since; it is set again", again.Error, StringComparison.Ordinal);
        Assert.Equal((Tightened, Tightened), (await RequirementAsync(One), await RequirementAsync(Two)));
    }

    [Fact]
    public async Task AMemberThatIsStopped_LeavesThemToTheOthers()
    {
        await using (await One.Node.StopDatabaseAsync())
        {
            await using (await Two.Node.CutNetworkAsync())
                NodeToolTest.AssertFailed(1, await One.RunAsync("relax", Request(One)), "accounts can be put back only while the server runs");

            var relaxed = (await One.RunAsync("relax", Request(One))).MustSucceed();

            Assert.Equal("accounts are left to the other members of the cluster: this server is stopped\n", relaxed.Output);
            Assert.Equal(Tightened, await RequirementAsync(Two));
        }
        await cluster.MustBeCompleteAsync();
        (await Two.RunAsync("relax", Request(Two))).MustSucceed();

        Assert.Equal((Before, Before), (await RequirementAsync(One), await RequirementAsync(Two)));
    }

    private static async Task<string> PrepareAsync((ToolNode Tool, Certificates Certificates) member)
    {
        var claim = await member.Tool.PrepareAsync(member.Certificates);
        (await member.Tool.ActivateAsync(claim, member.Certificates, topology: "galera")).MustSucceed();
        return claim;
    }

    private string Request(ToolNode tool) =>
        Requests.Enforce(_claims[tool == One ? 0 : 1], "off", AccountLine.Files(new AccountLine("app", "*", "SSL")));

    private static async Task<string> RequirementAsync(ToolNode tool) =>
        (await tool.Node.QueryAsync("SET SESSION wsrep_sync_wait = 1; SELECT ssl_type FROM mysql.user WHERE user = 'app'")).Trim();
}
