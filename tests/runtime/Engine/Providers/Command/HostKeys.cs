using Pulumi.Engine.Model;
using static Pulumi.Engine.Tests.Providers.PropertyBuilding;

namespace Pulumi.Engine.Tests.Providers.Command;

/// <summary>A server with a key of each type: it has to show the one that the connection names.</summary>
public sealed class HostKeys : IAsyncLifetime
{
    private static readonly string[] Types = ["rsa", "ecdsa", "ed25519"];

    private readonly TemporaryFolder _folder = new();
    private readonly CommandRunner _runner = new();
    private SshServer _server = null!;

    public async Task InitializeAsync()
    {
        foreach (var type in Types)
            await Tool.Output("ssh-keygen", ["-q", "-t", type, "-N", "", "-f", _folder[type]]);
        _server = await SshServer.StartAsync([.. Types.Select(type => $"HostKey {_folder[type]}")]);
    }

    public async Task DisposeAsync()
    {
        await _runner.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Theory, InlineData("rsa"), InlineData("ecdsa"), InlineData("ed25519")]
    public async Task Key_OfEachTypeIsRecognised(string type)
    {
        var created = await _runner.Create(CommandRunner.Remote, Map(("connection", await ConnectionWithKeyOf(type, _folder)), ("create", "echo in")));

        Assert.Equal("in", created.Outputs.Text("stdout"));
    }

    [Theory, InlineData("rsa"), InlineData("ecdsa"), InlineData("ed25519")]
    public async Task Key_OfEachTypeIsToldFromAnotherOne(string type)
    {
        using var others = new TemporaryFolder();
        await Tool.Output("ssh-keygen", ["-q", "-t", type, "-N", "", "-f", others[type]]);

        var e = await _runner.FailsToConnect(await ConnectionWithKeyOf(type, others));

        Assert.StartsWith("ssh: handshake failed: ssh: host key mismatch\n", e.Message);
        Assert.Equal(0, _server.Logins);
    }

    private async Task<PropertyMap> ConnectionWithKeyOf(string type, TemporaryFolder folder) =>
        CommandRunner.Connection(_server, ("hostKey", await File.ReadAllTextAsync(folder[$"{type}.pub"])));
}
