namespace EncryptionInTransit.EndToEnd.Tests;

public sealed class PolicyChanged(InstalledFleet fleet) : IClassFixture<InstalledFleet>
{
    [Fact]
    public async Task IsShownAsTheChangedLineAndAppliedWithoutRestart()
    {
        await fleet.Stack.SetAsync("encryption-in-transit:tls.requireSecureTransport", "true");
        var pids = await fleet.DatabasePidsAsync();

        var preview = (await fleet.Stack.RunAsync("preview", "--diff")).MustSucceed();
        var up = (await fleet.Stack.UpAsync()).MustSucceed();

        Assert.Matches(@"- +#require_secure_transport=ON", preview.Output);
        Assert.Matches(@"\+ +require_secure_transport=ON", preview.Output);
        // Each node's config file, and the command that activates it.
        up.MustSay("6 updated");
        Assert.Equal(pids, await fleet.DatabasePidsAsync());
        Assert.All((await fleet.Stack.ProofAsync()).Values, row => Assert.Equal("refused", row.GetProperty("plaintext").GetString()));
    }
}
