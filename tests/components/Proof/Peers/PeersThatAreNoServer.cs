using System.Net;
using System.Net.Sockets;
using EncryptionInTransit.Proof.Tests.Pki;

namespace EncryptionInTransit.Proof.Tests.Peers;

public sealed class PeersThatAreNoServer
{
    private static readonly TestCa Ca = new("db1 CA 1");
    private static readonly string Certificate = Ca.IssueServer("db1", ["db1"]).Pem;
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task NothingListening_IsConnectionRefused()
    {
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        var free = ((IPEndPoint)port.LocalEndpoint).Port;
        port.Stop();

        var report = await ProveAsync("127.0.0.1", free, Long);

        AssertOnly(ProofReason.ConnectionRefused, $"nothing listens there (connection refused)", report);
    }

    [Fact]
    public async Task ANameWithoutAddress_IsNotResolved() =>
        AssertOnly(ProofReason.NameNotResolved, "no-such-host.invalid:3306 has no address", await ProveAsync("no-such-host.invalid", 3306, Long));

    [Fact]
    public async Task ASilentPeer_TimesOut()
    {
        await using var peer = new Peer(greeting: "");

        AssertOnly(ProofReason.TimedOut, "to answer within 1 s; no greeting", await ProveAsync("127.0.0.1", peer.Port, Short));
    }

    [Fact]
    public async Task AWebServer_IsNoDatabase()
    {
        await using var peer = new Peer(greeting: "\u0010\0\0\0HTTP/1.1 400 Bad");

        AssertOnly(ProofReason.NoGreeting, "what answered is none", await ProveAsync("127.0.0.1", peer.Port, Long));
    }

    [Fact]
    public async Task APeerThatHangsUp_IsNoDatabase()
    {
        await using var peer = new Peer(greeting: null);

        AssertOnly(ProofReason.NoGreeting, "what answered is none", await ProveAsync("127.0.0.1", peer.Port, Long));
    }

    [Fact]
    public async Task AServerWithTooManyConnections_IsQuoted()
    {
        await using var peer = new Peer(greeting: "\u0017\0\0\0\u00ff\u0010\u0004Too many connections");

        AssertOnly(ProofReason.GreetedWithError, "answered error 1040 instead of a greeting: Too many connections", await ProveAsync("127.0.0.1", peer.Port, Long));
    }

    [Fact]
    public async Task AServerThatBlocksUs_TellsHowToUnblock()
    {
        await using var peer = new Peer(greeting: "\u0014\0\0\0\u00ff\u0069\u0004Host is blocked..");

        AssertOnly(ProofReason.HostNotAllowed, "unblock our address on the server with FLUSH HOSTS", await ProveAsync("127.0.0.1", peer.Port, Long));
    }

    [Fact]
    public async Task AServerThatHangsUpOnTheLogin_IsAskedOnceMore()
    {
        var certificate = Ca.IssueServer("db1", ["db1"]);
        await using var server = new HangingUp(certificate);

        var report = await new TlsProof(TimeProvider.System).RunAsync(
            Target("127.0.0.1", server.Port, Long) with { ServerCertificatePem = certificate.Pem }, default);

        AssertOnly(ProofReason.ConnectionLost, "TLS is established, but the connection was lost before the login was answered", report);
        Assert.Equal(2, server.Logins);
    }

    [Fact]
    public async Task Cancelled_StopsAtOnce()
    {
        await using var peer = new Peer(greeting: "");
        using var cancel = new CancellationTokenSource();

        var proof = ProveAsync("127.0.0.1", peer.Port, Long, cancel.Token);
        await peer.Connected;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => proof);
    }

    [Fact]
    public async Task WithoutACertificateToCompare_NothingIsTried()
    {
        var target = Target("127.0.0.1", 1, Long) with { ServerCertificatePem = "not a certificate" };

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => new TlsProof(TimeProvider.System).RunAsync(target, default));

        Assert.StartsWith("ServerCertificatePem holds no certificate", exception.Message);
    }

    private static Task<ProofReport> ProveAsync(string host, int port, TimeSpan timeout, CancellationToken cancel = default) =>
        new TlsProof(TimeProvider.System).RunAsync(Target(host, port, timeout), cancel);

    private static ProofTarget Target(string host, int port, TimeSpan timeout) =>
        new("db1", host, port, "db1", Ca.Pem, Certificate, true, new("proof", "sEcret-1"), timeout);

    private static void AssertOnly(string reason, string part, ProofReport report)
    {
        var failure = Assert.Single(report.Failures);
        Assert.Equal(reason, failure.Reason);
        Assert.Contains(part, failure.Sentence);
        Assert.False(report.Proved);
        Assert.DoesNotContain("sEcret-1", $"{failure}");
    }
}
