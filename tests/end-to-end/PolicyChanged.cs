namespace EncryptionInTransit.EndToEnd.Tests;

public sealed class PolicyChanged(InstalledFleet fleet) : IClassFixture<InstalledFleet>
{
    [Fact]
    public async Task IsShownAsTheChangedLineAndAppliedWithoutRestart()
    {
        await fleet.Stack.SetAsync("encryption-in-transit:tls.requireSecureTransport", "on");
        var pids = await fleet.DatabasePidsAsync();

        var preview = (await fleet.Stack.RunAsync("preview", "--diff")).MustSucceed();
        var (logins, state) = (await fleet.SshLoginsAsync(), await File.ReadAllTextAsync(fleet.Stack.StatePath));
        var pullRequest = (await fleet.Stack.PreviewForPullRequestAsync()).MustSucceed();
        Assert.Equal(logins, await fleet.SshLoginsAsync());
        Assert.Equal(state, await File.ReadAllTextAsync(fleet.Stack.StatePath));
        var up = (await fleet.Stack.UpAsync()).MustSucceed();

        Assert.Matches(@"- +#require_secure_transport=ON", preview.Output);
        Assert.Matches(@"\+ +require_secure_transport=ON", preview.Output);
        pullRequest.MustSay(
            "6 to create", "| ~ update | `db1-ssl-config` | `encryption-in-transit:index:RemoteConfigFile` | differs: `content` |",
            "\n-#require_secure_transport=ON\n", "\n+require_secure_transport=ON\n");
        // Of each node the config file; and what enforces it, with its command.
        up.MustSay("3 updated", "6 created");
        Assert.Equal(pids, await fleet.DatabasePidsAsync());
        Assert.All((await fleet.Stack.ProofAsync()).Values, row => Assert.Equal("refused", row.GetProperty("plaintext").GetString()));
    }
}
