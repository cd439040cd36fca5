using EncryptionInTransit.Lab.Faults;

namespace EncryptionInTransit.EndToEnd.Tests;

public sealed class OneNodeOfThreeIsDown(Fleet fleet) : IClassFixture<Fleet>
{
    [Fact]
    public async Task TheOthersAreDoneAndProved_AndTheNextUpDoesTheRest()
    {
        await using (await fleet.Lab.Nodes["db2"].StopSshAsync())
        {
            var broken = (await fleet.Stack.UpAsync()).MustFail();

            broken.MustSay("db2", fleet.Lab.Nodes["db2"].Address);
            var proof = await fleet.Stack.ProofAsync();
            Assert.Equal(0, proof["db1"].GetProperty("failures").GetArrayLength());
            Assert.Equal(0, proof["db3"].GetProperty("failures").GetArrayLength());
        }

        var done = await fleet.SnapshotsAsync();
        var pids = await fleet.DatabasePidsAsync();

        (await fleet.Stack.UpAsync()).MustSucceed();

        var after = await fleet.SnapshotsAsync();
        Assert.Empty(done["db1"].ChangesTo(after["db1"]));
        Assert.Empty(done["db3"].ChangesTo(after["db3"]));
        Assert.Equal(pids["db1"], (await fleet.DatabasePidsAsync())["db1"]);
        Assert.Equal(0, (await fleet.Stack.ProofAsync())["db2"].GetProperty("failures").GetArrayLength());
    }
}
