namespace EncryptionInTransit.EndToEnd.Tests;

public sealed class Reissue(InstalledFleet fleet) : IClassFixture<InstalledFleet>
{
    [Theory]
    [InlineData("all", true, true)]
    [InlineData("server", true, false)]
    [InlineData("client", false, true)]
    public async Task OfAllNodes_ReplacesTheCertificatesOfItsScopeByReload(string scope, bool server, bool client)
    {
        var before = await StateAsync();

        await fleet.Stack.SetAsync($"encryption-in-transit:reissue.{scope}", "2");
        (await fleet.Stack.UpAsync()).MustSucceed();

        var after = await StateAsync();
        Assert.Equal(before.Pids, after.Pids);
        foreach (var name in fleet.Lab.Nodes.Keys)
        {
            Assert.Equal(server, before.Server[name] != after.Server[name]);
            Assert.Equal(client, before.Client[name] != after.Client[name]);
        }
    }

    [Fact]
    public async Task OfOneNode_LeavesTheOthersAlone()
    {
        var before = await StateAsync();
        var logins = await fleet.SshLoginsAsync();

        await fleet.Stack.SetAsync("encryption-in-transit:nodes[1].reissue.server", "7");
        (await fleet.Stack.UpAsync()).MustSucceed();

        var after = await StateAsync();
        var loginsAfter = await fleet.SshLoginsAsync();
        Assert.NotEqual(before.Server["db2"], after.Server["db2"]);
        Assert.Equal(before.Client["db2"], after.Client["db2"]);
        Assert.Equal(before.Pids, after.Pids);
        foreach (var other in new[] { "db1", "db3" })
        {
            Assert.Equal(before.Server[other], after.Server[other]);
            Assert.Equal(logins[other], loginsAfter[other]);
        }
    }

    [Theory]
    [InlineData("tls:index/privateKey:PrivateKey", "db3-server-key")]
    [InlineData("tls:index/locallySignedCert:LocallySignedCert", "db3-server-certificate")]
    public async Task ByReplace_ReplacesThatCertificateByReload(string type, string name)
    {
        var before = await StateAsync();

        (await fleet.Stack.UpAsync("--replace", $"**{type}::{name}")).MustSucceed();

        var after = await StateAsync();
        Assert.NotEqual(before.Server["db3"], after.Server["db3"]);
        Assert.Equal(before.Client, after.Client);
        Assert.Equal(before.Pids, after.Pids);
        Assert.Equal(before.Server["db1"], after.Server["db1"]);
    }

    private async Task<(Dictionary<string, string> Server, Dictionary<string, string> Client, Dictionary<string, int> Pids)> StateAsync() =>
        (await fleet.ServedCertificatesAsync(), await ClientCertificatesAsync(), await fleet.DatabasePidsAsync());

    private async Task<Dictionary<string, string>> ClientCertificatesAsync()
    {
        var sums = await Task.WhenAll(fleet.Nodes.Select(async node =>
            (node.Name, Sum: (await node.RunAsync("sha256sum </var/lib/jelastic/keys/SSL-TLS/client/client.crt")).MustSucceed().Output)));
        return sums.ToDictionary(pair => pair.Name, pair => pair.Sum);
    }
}
