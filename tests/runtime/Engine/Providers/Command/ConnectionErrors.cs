using System.Net;
using System.Net.Sockets;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;
using static Pulumi.Engine.Tests.Providers.PropertyBuilding;

namespace Pulumi.Engine.Tests.Providers.Command;

/// <summary>Why there is no connection: each reason has a text of its own, with the host and the cure, and no secret.</summary>
public sealed class ConnectionErrors : WithSshServer
{
    [Fact]
    public async Task Refused_NamesHostAndPort()
    {
        var port = SshServer.FreePort();

        var e = await Runner.FailsToConnect(CommandRunner.Connection(Server, ("port", port), ("dialErrorLimit", 2)));

        Assert.StartsWith($"after 2 failed attempts: dial tcp 127.0.0.1:{port}: connect: connection refused\n", e.Message);
        Assert.Contains("start sshd there, or correct 'port'", e.Message);
        Assert.Equal(["Dial 1/2 failed: retrying", "Dial 2/2 failed: retrying"], Runner.Progress);
    }

    [Fact]
    public async Task ServerThatComesLater_IsReached()
    {
        await Server.StopAsync();
        var running = Runner.Create(CommandRunner.Remote, Map(("connection", CommandRunner.Connection(Server, ("dialErrorLimit", -1))), ("create", "echo up")));
        await Eventually.Is(() => Runner.Progress.Contains("Dial 1/inf failed: retrying"));

        await Server.StartAgainAsync();

        Assert.Equal("up", (await running).Outputs.Text("stdout"));
    }

    [Fact]
    public async Task UnknownName_IsNamed()
    {
        var e = await Runner.FailsToConnect(CommandRunner.Connection(Server, ("host", "no-such-host.invalid")));

        Assert.StartsWith("after 0 failed attempts: dial tcp: lookup no-such-host.invalid: no such host\n", e.Message);
    }

    [Fact]
    public async Task SilentServer_TimesOut()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;

        var e = await Runner.FailsToConnect(CommandRunner.Connection(Server, ("port", port), ("perDialTimeout", 1)));

        Assert.StartsWith($"after 0 failed attempts: dial tcp 127.0.0.1:{port}: i/o timeout\n", e.Message);
        Assert.Contains("No answer within 1 s ('perDialTimeout'", e.Message);
    }

    [Fact]
    public async Task SilentServer_IsWaitedForWithoutEndWhenNoTimeIsSet()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var connection = CommandRunner.Connection(Server, ("port", ((IPEndPoint)silent.LocalEndpoint).Port), ("perDialTimeout", 0));
        using var cancel = new CancellationTokenSource();

        var running = Runner.Create(CommandRunner.Remote, Map(("connection", connection), ("create", "true")), cancel.Token);
        using var accepted = await silent.AcceptTcpClientAsync();

        Assert.False(running.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Theory, InlineData("dialErrorLimit", -2), InlineData("perDialTimeout", -1), InlineData("dialErrorLimit", 1.5), InlineData("port", 65536)]
    public async Task Number_OutOfBoundsIsNamedByTheCheck(string name, double value)
    {
        var check = await Runner.Provider.CheckAsync(
            CommandRunner.Urn(CommandRunner.Remote), PropertyMap.Empty, Map(("connection", Map(("host", "h"), (name, value)))), default);

        Assert.StartsWith($"{name}: ", Assert.Single(check.Failures).Reason);
    }

    [Fact]
    public async Task ServerOfAnotherKind_IsNotTakenForSshd()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var answering = Task.Run(async () =>
        {
            using var client = await other.AcceptTcpClientAsync();
            await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        });

        var e = await Runner.FailsToConnect(CommandRunner.Connection(Server, ("port", ((IPEndPoint)other.LocalEndpoint).Port)));

        await answering;
        Assert.StartsWith("after 0 failed attempts: ssh: handshake failed: ", e.Message);
        Assert.Contains("check that it is sshd", e.Message);
    }

    [Theory]
    [InlineData("not a key")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0c2VjcmV0\n-----END OPENSSH PRIVATE KEY-----\n")]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIyE c2VjcmV0c2VjcmV0")]
    public async Task KeyThatDoesNotParse_IsSaidBeforeAnythingConnects(string key)
    {
        var e = await Runner.FailsToConnect(CommandRunner.Connection(Server, ("privateKey", key)));

        Assert.StartsWith("ssh: no key found\n'privateKey' of the connection is the content of a private key file", e.Message);
        Assert.DoesNotContain("c2VjcmV0", e.Message);
        Assert.Equal(0, Server.Logins);
    }

    [Fact]
    public async Task KeyWithAPassphrase_AsksForIt()
    {
        var key = await Server.AuthorizeAsync("locked", "ed25519", "opensesame");

        var without = await Runner.FailsToConnect(CommandRunner.Connection(Server, ("privateKey", key)));
        var wrong = await Runner.FailsToConnect(CommandRunner.Connection(Server, ("privateKey", key), ("privateKeyPassword", "closesesame")));

        Assert.StartsWith("ssh: this private key is passphrase protected\nGive its passphrase as 'privateKeyPassword'", without.Message);
        Assert.StartsWith("ssh: cannot read the private key with this passphrase\n", wrong.Message);
        Assert.DoesNotContain("sesame", wrong.ToString());
    }

    [Fact]
    public async Task ForeignKey_IsNotLetIn()
    {
        using var folder = new TemporaryFolder();
        await Tool.Output("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", folder["foreign"]]);

        var e = await Runner.FailsToConnect(CommandRunner.Connection(Server, ("privateKey", await File.ReadAllTextAsync(folder["foreign"])), ("dialErrorLimit", 1)));

        Assert.StartsWith("after 1 failed attempts: ssh: handshake failed: ssh: unable to authenticate, attempted methods [none publickey], no supported methods remain\n", e.Message);
        Assert.Contains($"127.0.0.1:{Server.Port} does not let 'root' in with the 'privateKey' given", e.Message);
    }

    [Fact]
    public async Task AnotherHostKey_StopsAtOnce()
    {
        await using var other = await SshServer.StartAsync();

        var e = await Runner.FailsToConnect(CommandRunner.Connection(Server, ("hostKey", other.HostKey), ("dialErrorLimit", 10)));

        Assert.StartsWith("ssh: handshake failed: ssh: host key mismatch\n", e.Message);
        Assert.Contains($"127.0.0.1:{Server.Port} showed the key SHA256:", e.Message);
        Assert.Contains("Nothing was run there", e.Message);
        Assert.Equal(0, Server.Logins);
        Assert.Empty(Runner.Progress);
    }

    [Fact]
    public async Task HostKeyOfAnotherType_StopsAtOnce()
    {
        using var folder = new TemporaryFolder();
        await Tool.Output("ssh-keygen", ["-q", "-t", "rsa", "-N", "", "-f", folder["rsa"]]);

        var e = await Runner.FailsToConnect(CommandRunner.Connection(Server, ("hostKey", await File.ReadAllTextAsync(folder["rsa.pub"]))));

        Assert.StartsWith("ssh: handshake failed: ssh: host key mismatch: the server has no key of type ssh-rsa\n", e.Message);
        Assert.Equal(0, Server.Logins);
    }

    [Fact]
    public async Task HostKeyThatIsNone_IsSaidBeforeAnythingConnects()
    {
        var e = await Runner.FailsToConnect(CommandRunner.Connection(Server, ("hostKey", "SHA256:abc")));

        Assert.StartsWith("failed to parse host key: ssh: no key found\n'hostKey' is the server's public key as 'ssh-keyscan HOST' prints it", e.Message);
    }

    [Fact]
    public async Task HostKey_MayBeALineOfKnownHosts()
    {
        var created = await Runner.Create(CommandRunner.Remote, Map(("connection", CommandRunner.Connection(Server, ("hostKey", $"[127.0.0.1]:{Server.Port} {Server.HostKey}\n"))), ("create", "echo in")));

        Assert.Equal("in", created.Outputs.Text("stdout"));
    }

    [Fact]
    public async Task WithoutAHostKey_AnyServerDoes()
    {
        var created = await Runner.Create(CommandRunner.Remote, Map(("connection", CommandRunner.Connection(Server, ("hostKey", null))), ("create", "echo in")));

        Assert.Equal("in", created.Outputs.Text("stdout"));
    }

    [Fact]
    public async Task NamedAgentThatIsNotThere_IsNamed()
    {
        var e = await Runner.FailsToConnect(CommandRunner.Connection(Server, ("agentSocketPath", "/nonexistent/agent")));

        Assert.StartsWith("ssh: the agent at /nonexistent/agent does not answer", e.Message);
        Assert.Contains("'agentSocketPath'", e.Message);
    }

    [Fact]
    public async Task BadSettings_AreAllNamedByTheCheck()
    {
        var check = await Runner.Provider.CheckAsync(CommandRunner.Urn(CommandRunner.Remote), PropertyMap.Empty, Map(("connection", Map(("port", 0), ("host", "h"))), ("logging", "all"), ("stdin", 1)), default);
        var missing = await Runner.Provider.CheckAsync(CommandRunner.Urn(CommandRunner.Remote), PropertyMap.Empty, PropertyMap.Empty, default);

        Assert.Equal(
        [
            new CheckFailure("connection", "port: value must be from 1 to 65535"),
            new CheckFailure("logging", "value must be one of: \"stdout\", \"stderr\", \"stdoutAndStderr\", \"none\", got: \"all\""),
            new CheckFailure("stdin", "expected a string, got a number"),
        ], check.Failures.OrderBy(f => f.Property));
        Assert.Equal(new CheckFailure("connection", "Missing required property 'connection'"), Assert.Single(missing.Failures));
    }
}
