namespace EncryptionInTransit.EndToEnd.Tests;

public sealed class UninstallBehindAProxy(ProxiedFleet fleet) : IClassFixture<ProxiedFleet>
{
    [Fact]
    public async Task AfterAReissueOfBothSides_PutsEveryNodeBackAsItWas()
    {
        await fleet.Stack.SetAsync("encryption-in-transit:reissue.server", "2");
        (await fleet.Stack.UpAsync()).MustSucceed();
        Assert.All((await fleet.Stack.ProofAsync()).Values, row => Assert.True(row.GetProperty("proved").GetBoolean(), row.ToString()));

        (await fleet.Stack.RunAsync("destroy", "--yes")).MustSucceed();

        var after = await fleet.SnapshotsAsync();
        foreach (var (name, before) in fleet.Before)
            Assert.Empty(before.ChangesTo(after[name]));
    }
}
