using Pulumi.Engine.Model;
using static Pulumi.Engine.Tests.Providers.PropertyBuilding;

namespace Pulumi.Engine.Tests.Providers.Command;

/// <summary>A host that is reached through another one: each of the two has keys and settings of its own.</summary>
public sealed class ThroughAProxy : WithSshServer
{
    private SshServer _proxy = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _proxy = await SshServer.StartAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task Commands_ShareOneLoginAtEach()
    {
        for (var i = 0; i < 3; i++)
            Assert.EndsWith($" 127.0.0.1 {Server.Port}", (await Runner.Create(CommandRunner.Remote, Map(("connection", Connection()), ("create", "echo $SSH_CONNECTION")))).Outputs.Text("stdout"));

        Assert.Equal((1, 1), (_proxy.Logins, Server.Logins));
    }

    [Fact]
    public async Task ProxysKey_MayHaveAPassphrase()
    {
        var key = await _proxy.AuthorizeAsync("locked", "ed25519", "opensesame");

        var created = await Runner.Create(CommandRunner.Remote, Map(("connection", Connection(proxy: [("privateKey", key), ("privateKeyPassword", "opensesame")])), ("create", "echo in")));

        Assert.Equal("in", created.Outputs.Text("stdout"));
    }

    [Fact]
    public async Task Proxy_WithAnotherHostKeyStopsAtOnce()
    {
        var e = await Runner.FailsToConnect(Connection(proxy: [("hostKey", Server.HostKey), ("dialErrorLimit", 10)]));

        Assert.StartsWith("proxy: ssh: handshake failed: ssh: host key mismatch\n", e.Message);
        Assert.Contains($"127.0.0.1:{_proxy.Port} showed the key SHA256:", e.Message);
        Assert.Equal((0, 0), (_proxy.Logins, Server.Logins));
    }

    [Fact]
    public async Task Target_WithAnotherHostKeyStopsAtOnce()
    {
        var e = await Runner.FailsToConnect(Connection([("hostKey", _proxy.HostKey), ("dialErrorLimit", 10)]));

        Assert.StartsWith("proxy: ssh: handshake failed: ssh: host key mismatch\n", e.Message);
        Assert.Contains($"127.0.0.1:{Server.Port} showed the key SHA256:", e.Message);
        Assert.Equal((1, 0), (_proxy.Logins, Server.Logins));
    }

    [Fact]
    public async Task Target_ThatDoesNotListenIsTheOneNamed()
    {
        var port = SshServer.FreePort();

        var e = await Runner.FailsToConnect(Connection([("port", port), ("dialErrorLimit", 1)]));

        Assert.StartsWith("proxy: after 1 failed attempts: ssh: rejected: connect failed (Connection refused)\n", e.Message);
        Assert.Contains($"127.0.0.1:{_proxy.Port} was reached, but does not lead to 127.0.0.1:{port}", e.Message);
        Assert.Equal(["Dial from proxy 1/1 failed: retrying"], Runner.Progress);
    }

    [Fact]
    public async Task Proxy_ThatForwardsNothingIsTheOneNamed()
    {
        await using var closed = await SshServer.StartAsync("AllowTcpForwarding no");

        var e = await Runner.FailsToConnect(CommandRunner.Connection(Server, ("proxy", CommandRunner.Connection(closed))));

        Assert.StartsWith("proxy: after 0 failed attempts: ssh: rejected: administratively prohibited (open failed)\n", e.Message);
        Assert.Contains($"127.0.0.1:{closed.Port} was reached, but does not lead to 127.0.0.1:{Server.Port}", e.Message);
        Assert.Contains("AllowTcpForwarding", e.Message);
    }

    [Fact]
    public async Task Proxy_ThatDiesHoldsUpNoEnd()
    {
        await Runner.Create(CommandRunner.Remote, Map(("connection", Connection()), ("create", "true")));

        await _proxy.StopAsync(sessions: true);

        await Runner.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Proxy_ThatDoesNotListenIsTheOneNamed()
    {
        var port = SshServer.FreePort();

        var e = await Runner.FailsToConnect(Connection(proxy: [("port", port), ("dialErrorLimit", 1)]));

        Assert.StartsWith($"proxy: after 1 failed attempts: dial tcp 127.0.0.1:{port}: connect: connection refused\n", e.Message);
        Assert.Equal(["Dial proxy 1/1 failed: retrying"], Runner.Progress);
        Assert.Equal(0, Server.Logins);
    }

    private PropertyMap Connection((string, object?)[]? target = null, (string, object?)[]? proxy = null) =>
        CommandRunner.Connection(Server, [("proxy", CommandRunner.Connection(_proxy, proxy ?? [])), .. target ?? []]);
}
