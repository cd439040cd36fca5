namespace EncryptionInTransit.EndToEnd.Tests;

public sealed class NodeClaimedByAnotherStack(InstalledFleet fleet) : IClassFixture<InstalledFleet>
{
    [Fact]
    public async Task IsRefusedWithItsOwner_AndItsDestroyUndoesNothing()
    {
        using var other = await Stack.CreateAsync(fleet.Lab, "db1");
        // Another project folder with the same stack name is the same owner; so another name for the node.
        await other.SetAsync("encryption-in-transit:nodes[0].name", "primary");
        var before = await fleet.Lab.Nodes["db1"].SnapshotAsync();

        (await other.UpAsync()).MustFail().MustSay("encryption-in-transit/test/db1");
        (await other.RunAsync("destroy", "--yes")).MustSucceed();

        Assert.Empty(before.ChangesTo(await fleet.Lab.Nodes["db1"].SnapshotAsync()));
    }
}
