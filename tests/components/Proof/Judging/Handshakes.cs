using System.Security.Authentication;
using System.Text;
using EncryptionInTransit.Proof.Gathering;
using EncryptionInTransit.Proof.Judging;
using Org.BouncyCastle.X509;

namespace EncryptionInTransit.Proof.Tests.Judging;

/// <summary>A handshake put together by hand: what was issued, what came over the wire, and when.</summary>
internal static class Handshakes
{
    public const string Hostname = "db1.example.com";

    /// <summary>The reason codes of what is wrong with it.</summary>
    /// <param name="issued">server.crt: the leaf first.</param>
    /// <param name="served">The leaf first, as on the wire.</param>
    public static string[] Judge(
        string ca, string issued, string served, DateTimeOffset? now = null, string hostname = Hostname,
        SslProtocols protocol = SslProtocols.Tls13) =>
        [.. Findings(ca, issued, served, now, hostname, protocol).Select(finding => finding.Reason)];

    public static IReadOnlyList<ProofFinding> Findings(
        string ca, string issued, string served, DateTimeOffset? now = null, string hostname = Hostname,
        SslProtocols protocol = SslProtocols.Tls13)
    {
        var target = new ProofTarget("db1", "192.0.2.1", 3306, hostname, ca, issued, false, null, TimeSpan.FromSeconds(1));
        var presented = new X509CertificateParser().ReadCertificates(Encoding.ASCII.GetBytes(served));
        return HandshakeChecks.Run(new(
            hostname,
            IssuedCertificates.Parse(target),
            new TlsSeen(presented[0], [.. presented], protocol, "TLS_AES_256_GCM_SHA384"),
            now ?? DateTimeOffset.UtcNow));
    }
}
