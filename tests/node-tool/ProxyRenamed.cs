using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>A ProxySQL node that was renamed in the configuration.</summary>
public sealed class ProxyRenamed(ProxyFixture fixture) : ProxyTest(fixture)
{
    [Fact]
    public async Task KeepsItsClaimAndAllElse_AndIsReleasedUnderItsNewName()
    {
        const string Renamed = "project/dev/edge";
        (await Proxy.EncryptAsync(First)).MustSucceed();
        var (id, before) = (await Proxy.ClaimAsync(), await WithoutRecordsAsync());

        var taken = await Proxy.Tool.RunAsync("claim", ProxyNode.ClaimRequest(Renamed, formerly: Requests.Owner));

        Assert.Equal(id, taken.MustSucceed().Output.Trim());
        Assert.Equal(before, await WithoutRecordsAsync());
        Assert.Equal($"left as it is: owned by {Renamed}, not by {Requests.Owner}\n", (await Proxy.ReleaseAsync()).MustSucceed().Output);
        (await Proxy.Tool.RunAsync("release", ProxyNode.ClaimRequest(Renamed))).MustSucceed();
        await AssertAsBeforeAsync();
    }
}
