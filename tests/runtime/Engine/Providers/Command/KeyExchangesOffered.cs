using static Pulumi.Engine.Tests.Providers.PropertyBuilding;

namespace Pulumi.Engine.Tests.Providers.Command;

/// <summary>Servers that know one way to agree on keys, or several.</summary>
public sealed class KeyExchangesOffered : IAsyncLifetime
{
    private readonly CommandRunner _runner = new();
    private SshServer? _server;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _runner.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("curve25519-sha256", "curve25519-sha256")]
    [InlineData("ecdh-sha2-nistp256", "ecdh-sha2-nistp256")]
    [InlineData("ecdh-sha2-nistp521", "ecdh-sha2-nistp521")]
    [InlineData("diffie-hellman-group14-sha256", "diffie-hellman-group14-sha256")]
    [InlineData("sntrup761x25519-sha512@openssh.com,ecdh-sha2-nistp384,curve25519-sha256", "curve25519-sha256")]
    public async Task The_first_of_ours_that_the_server_knows_is_used(string known, string used)
    {
        _server = await SshServer.StartAsync($"KexAlgorithms {known}", "LogLevel DEBUG");

        var created = await _runner.Create(CommandRunner.Remote, Map(("connection", CommandRunner.Connection(_server)), ("create", "echo in")));

        Assert.Equal("in", created.Outputs.Text("stdout"));
        Assert.Contains($"kex: algorithm: {used}", _server.Log.Split('\n').Select(line => line.Replace(" [preauth]", "").Replace("debug1: ", "").TrimEnd()));
    }

    [Theory]
    [InlineData("sntrup761x25519-sha512@openssh.com")]
    [InlineData("diffie-hellman-group-exchange-sha1")]
    public async Task A_server_that_knows_none_of_ours_is_told_of(string known)
    {
        _server = await SshServer.StartAsync($"KexAlgorithms {known}");

        var e = await _runner.FailsToConnect(CommandRunner.Connection(_server));

        Assert.Contains("key exchange", e.Message);
        Assert.Contains(known, e.Message);
    }
}
