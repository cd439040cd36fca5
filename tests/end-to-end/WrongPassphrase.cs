namespace EncryptionInTransit.EndToEnd.Tests;

public sealed class WrongPassphrase(Fleet fleet) : IClassFixture<Fleet>
{
    [Fact]
    public async Task IsRefusedBeforeANodeIsTouched()
    {
        fleet.Stack.Passphrase = "not the one";

        (await fleet.Stack.UpAsync()).MustFail().MustSay("incorrect passphrase");

        Assert.All((await fleet.SshLoginsAsync()).Values, count => Assert.Equal(0, count));
    }
}
