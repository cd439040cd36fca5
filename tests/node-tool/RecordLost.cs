using EncryptionInTransit.Lab;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>
/// Somebody has removed the tool's records, and with them what stood before, while the server goes on with our certificates. The next
/// claim takes what is ours for ours: a release leaves nothing of it, as after each test here.
/// </summary>
public abstract class RecordLost(ToolNodeFixture fixture) : NodeToolTest(fixture)
{
    [Fact]
    public async Task IsSaid_AndNothingOfOursIsTakenForWhatStoodBefore()
    {
        (await Tool.EncryptAsync(First)).MustSucceed();
        (await Node.RunAsync($"rm -r {ToolNode.State}")).MustSucceed();

        var claimed = (await Tool.RunAsync("claim", Requests.Claim(Node.Server))).MustSucceed();
        Assert.Contains("the record of what stood on this node before was removed", claimed.Error, StringComparison.Ordinal);
        (await Tool.EncryptAsync(Second)).MustSucceed();
        Assert.Equal(Second.Fingerprint, await Tool.ServedAsync());

        await Node.QueryAsync("CREATE USER lost@'%' REQUIRE X509");
        var released = (await Tool.ReleaseAsync()).MustSucceed();
        await Node.QueryAsync("DROP USER lost@'%'");
        Assert.Contains("left: 'lost'@'%' has REQUIRE X509, which nobody satisfies now: ALTER USER 'lost'@'%' REQUIRE NONE;", released.Output, StringComparison.Ordinal);
        await AssertAsBeforeAsync();
    }
}

[Collection(NodeKind.MariaDb118)]
[Trait("Scope", "thorough")]
public sealed class RecordLostOnMariaDb118(MariaDb118 fixture) : RecordLost(fixture);

[Collection(NodeKind.MySql97)]
[Trait("Scope", "thorough")]
public sealed class RecordLostOnMySql97(MySql97 fixture) : RecordLost(fixture);
