using System.Security.Authentication;
using EncryptionInTransit.Proof.Gathering;
using EncryptionInTransit.Proof.Judging;
using EncryptionInTransit.Proof.Tests.Pki;
using Org.BouncyCastle.X509;

namespace EncryptionInTransit.Proof.Tests.Judging;

public sealed class SessionSeenByTheServer
{
    private static readonly TlsSeen Tls = new(
        new X509CertificateParser().ReadCertificate(System.Text.Encoding.ASCII.GetBytes(new TestCa("any").Pem)),
        [], SslProtocols.Tls13, "TLS_AES_256_GCM_SHA384");

    [Fact]
    public void AsWeSeeIt_IsGood() => Assert.Empty(Judge("TLSv1.3", "TLS_AES_256_GCM_SHA384"));

    [Fact]
    public void WithoutEncryption_IsEndedInBetween()
    {
        var finding = Assert.Single(Judge("", ""));

        Assert.Equal(ProofReason.SessionDiffers, finding.Reason);
        Assert.Equal(
            "expected the server to see this session as TLSv1.3; it sees no encryption: something between us and the server ends the TLS",
            finding.Sentence);
    }

    [Fact]
    public void WithAnotherProtocol_IsEndedInBetween() => Assert.Contains(
        "it sees TLSv1.2 ECDHE-RSA-AES256-GCM-SHA384",
        Assert.Single(Judge("TLSv1.2", "ECDHE-RSA-AES256-GCM-SHA384")).Sentence);

    [Fact]
    public void AsResumed_IsNotFresh() => Assert.Equal(
        ProofReason.SessionResumed,
        Assert.Single(Judge("TLSv1.3", "TLS_AES_256_GCM_SHA384", resumed: true)).Reason);

    [Fact]
    public void BehindAProxy_MustBeEncryptedToo()
    {
        Assert.Empty(SessionChecks.RunBehindProxy(new("TLSv1.2", "ECDHE-RSA-AES256-GCM-SHA384", Resumed: true, "", RequireSecureTransport: null)));

        var finding = Assert.Single(SessionChecks.RunBehindProxy(new("", "", Resumed: false, "", RequireSecureTransport: null)));
        Assert.Equal(ProofReason.BackendPlaintext, finding.Reason);
        Assert.Contains("use_ssl", finding.Sentence);
    }

    [Theory]
    [InlineData("TLSv1.3", null)]
    [InlineData("TLSv1.2,TLSv1.3", "expected tls_version to be TLSv1.3, as installed; the server runs with TLSv1.2,TLSv1.3")]
    [InlineData("", "expected tls_version to be TLSv1.3, as installed; the server runs with none")]
    public void WithAnotherVariableThanInstalled_IsDrift(string value, string? sentence)
    {
        var session = new SessionSeen("TLSv1.3", "TLS_AES_256_GCM_SHA384", Resumed: false, "", RequireSecureTransport: null)
        {
            Variables = new Dictionary<string, string> { ["tls_version"] = value },
        };

        var findings = SessionChecks.Run(Target, Tls, session);

        Assert.Equal(sentence is null ? [] : [(ProofReason.VariableDiffers, sentence)], findings.Select(finding => (finding.Reason, finding.Sentence)));
        Assert.True(ProofReason.IsDrift(ProofReason.VariableDiffers));
    }

    private static readonly ProofTarget Target = new("db1", "192.0.2.1", 3306, "db1", "", "", false, null, TimeSpan.FromSeconds(1))
    {
        // The second one the server does not have.
        Variables = new Dictionary<string, string> { ["tls_version"] = "TLSv1.3", ["ssl_cipher"] = "any" },
    };

    private static IEnumerable<ProofFinding> Judge(string version, string cipher, bool resumed = false) =>
        SessionChecks.Run(Target, Tls, new SessionSeen(version, cipher, resumed, "", RequireSecureTransport: null));
}
