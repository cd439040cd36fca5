namespace EncryptionInTransit.EndToEnd.Tests;

public sealed class NothingToChange(InstalledFleet fleet) : IClassFixture<InstalledFleet>
{
    [Theory]
    [InlineData("up", "--yes", "--expect-no-changes")]
    [InlineData("preview", "--expect-no-changes")]
    public async Task ChangesNothingAndOpensNoSshConnection(params string[] command)
    {
        var logins = await fleet.SshLoginsAsync();
        var pids = await fleet.DatabasePidsAsync();

        var run = (await fleet.Stack.RunAsync(command)).MustSucceed();

        run.MustSay("unchanged").MustNotSay("to create").MustNotSay("updated");
        Assert.Equal(logins, await fleet.SshLoginsAsync());
        Assert.Equal(pids, await fleet.DatabasePidsAsync());
    }

    [Fact]
    public async Task ProvesEveryNodeAllTheSame()
    {
        (await fleet.Stack.UpAsync()).MustSucceed();

        Assert.All((await fleet.Stack.ProofAsync()).Values, row => Assert.Equal(0, row.GetProperty("failures").GetArrayLength()));
    }
}
