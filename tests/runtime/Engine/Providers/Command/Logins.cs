using CliWrap;
using static Pulumi.Engine.Tests.Providers.PropertyBuilding;

namespace Pulumi.Engine.Tests.Providers.Command;

/// <summary>Every way to log in that a connection can name.</summary>
public sealed class Logins : WithSshServer
{
    [Theory, InlineData("ed25519", ""), InlineData("rsa", ""), InlineData("ecdsa", ""), InlineData("ed25519", "opensesame"), InlineData("rsa", "opensesame")]
    public async Task PrivateKey_OfEachKind(string type, string passphrase)
    {
        var key = await Server.AuthorizeAsync("other", type, passphrase);

        Assert.Equal("in", await Login(("privateKey", key.TrimEnd()), ("privateKeyPassword", passphrase.Length > 0 ? passphrase : null)));
    }

    [Theory, InlineData("RSA", "privateKeyPem"), InlineData("ECDSA", "privateKeyPem"), InlineData("RSA", "privateKeyPemPkcs8"), InlineData("ED25519", "privateKeyOpenssh"), InlineData("ECDSA", "privateKeyOpenssh")]
    public async Task PrivateKey_MadeByTheTlsProvider(string algorithm, string format)
    {
        var key = await new Tls.TlsRun().Key(algorithm);
        await File.AppendAllTextAsync(Path.Combine(Server.Folder, "authorized_keys"), key.Text("publicKeyOpenssh"));

        Assert.Equal("in", await Login(("privateKey", key.Text(format))));
    }

    [Fact]
    public async Task PrivateKey_WithWindowsLineEnds() =>
        Assert.Equal("in", await Login(("privateKey", Server.ClientKey.ReplaceLineEndings("\r\n"))));

    [Fact]
    public async Task Name_IsTriedWithAllItsAddresses() => Assert.Equal("in", await Login(("host", "localhost")));

    [Theory, InlineData("ed25519"), InlineData("rsa")]
    public async Task Agent_SignsWithItsKeys(string type)
    {
        await Server.AuthorizeAsync("agents", type);
        var socket = Path.Combine(Server.Folder, "agent");
        using var stop = new CancellationTokenSource();
        var agent = Cli.Wrap("ssh-agent").WithArguments(["-D", "-a", socket]).ExecuteAsync(stop.Token);
        await Eventually.Is(() => File.Exists(socket));
        await Cli.Wrap("ssh-add").WithArguments(["-q", Path.Combine(Server.Folder, "agents")]).WithEnvironmentVariables(e => e.Set("SSH_AUTH_SOCK", socket)).ExecuteAsync();

        Assert.Equal("in", await Login(("privateKey", null), ("agentSocketPath", socket)));

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => agent);
    }

    [Theory, InlineData("PasswordAuthentication yes"), InlineData("PasswordAuthentication no")]
    public async Task Password_ThatIsWrongIsNotLetIn(string setting)
    {
        await using var server = await SshServer.StartAsync(setting);

        var e = await Runner.FailsToConnect(CommandRunner.Connection(server, ("privateKey", null), ("password", "hunter22"), ("user", "nobody")));

        Assert.Contains("ssh: unable to authenticate", e.Message);
        Assert.Contains("does not let 'nobody' in with the 'password' given", e.Message);
        Assert.DoesNotContain("hunter22", e.ToString());
    }

    [Fact]
    public async Task Password_LetsIn()
    {
        await using var user = await TemporaryUser.CreateAsync();
        await using var server = await SshServer.StartAsync("PasswordAuthentication yes");

        var created = await Runner.Create(CommandRunner.Remote, Map(
            ("connection", CommandRunner.Connection(server, ("privateKey", null), ("user", user.Name), ("password", user.Password))), ("create", "id -un")));

        Assert.Equal(user.Name, created.Outputs.Text("stdout"));
    }

    private async Task<string> Login(params (string, object?)[] settings) =>
        (await Runner.Create(CommandRunner.Remote, Map(("connection", CommandRunner.Connection(Server, settings)), ("create", "echo in")))).Outputs.Text("stdout");
}
