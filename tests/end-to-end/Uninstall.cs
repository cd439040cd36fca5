namespace EncryptionInTransit.EndToEnd.Tests;

public sealed class Uninstall(InstalledFleet fleet) : IClassFixture<InstalledFleet>
{
    [Fact]
    public async Task AfterChangesAndReissue_PutsEveryNodeBackAsItWas()
    {
        await fleet.Stack.SetAsync("encryption-in-transit:tls.requireSecureTransport", "true");
        await fleet.Stack.SetAsync("encryption-in-transit:reissue.all", "2");
        (await fleet.Stack.UpAsync()).MustSucceed();
        var pids = await fleet.DatabasePidsAsync();

        (await fleet.Stack.RunAsync("destroy", "--yes")).MustSucceed();

        var after = await fleet.SnapshotsAsync();
        foreach (var (name, before) in fleet.Before)
            Assert.Empty(before.ChangesTo(after[name]));
        Assert.Equal(pids["db3"], (await fleet.DatabasePidsAsync())["db3"]);
        Assert.Empty((await fleet.Stack.ExportAsync()).GetProperty("deployment").TryGetProperty("resources", out var left)
            ? left.EnumerateArray() : []);
    }
}
