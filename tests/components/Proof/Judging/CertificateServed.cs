using System.Security.Authentication;
using EncryptionInTransit.Proof.Tests.Pki;
using static EncryptionInTransit.Proof.Tests.Judging.Handshakes;

namespace EncryptionInTransit.Proof.Tests.Judging;

public sealed class CertificateServed
{
    private static readonly TestCa Ca = new("db1 CA 1");
    private static readonly TestCertificate Issued = Ca.IssueServer(Hostname, [Hostname, "192.0.2.1"]);

    [Fact]
    public void AsIssued_IsGood() => Assert.Empty(Judge(Ca.Pem, Issued.Pem, Issued.Pem));

    [Fact]
    public void AsIssued_WithTheCaBehindIt_IsGood() => Assert.Empty(Judge(Ca.Pem, Issued.Pem, Issued.Pem + Ca.Pem));

    [Fact]
    public void OfAnEarlierIssue_IsNotTheIssuedOne()
    {
        var earlier = Ca.IssueServer(Hostname, [Hostname], notBefore: DateTimeOffset.UtcNow.AddDays(-30));

        var finding = Assert.Single(Findings(Ca.Pem, Issued.Pem, earlier.Pem));

        Assert.Equal(ProofReason.FingerprintMismatch, finding.Reason);
        Assert.EndsWith("that is an older one: the server was not told to reload", finding.Sentence);
    }

    [Fact]
    public void OfALaterIssue_IsNotTheIssuedOne()
    {
        var later = Ca.IssueServer(Hostname, [Hostname], notBefore: DateTimeOffset.UtcNow.AddMinutes(-1));

        var finding = Assert.Single(Findings(Ca.Pem, Issued.Pem, later.Pem));

        Assert.Contains("somebody else installed it", finding.Sentence);
    }

    [Fact]
    public void OfAnotherCa_IsByTheWrongCa()
    {
        var other = new TestCa("somebody else's CA");
        var served = other.IssueServer(Hostname, [Hostname]).Pem;

        Assert.Equal([ProofReason.WrongCa], Judge(Ca.Pem, served, served));
        Assert.Equal([ProofReason.WrongCa], Judge(Ca.Pem, served, served + other.Pem));
    }

    [Fact]
    public void OfANamesake_IsByTheWrongCa()
    {
        var served = new TestCa("db1 CA 1").IssueServer(Hostname, [Hostname]).Pem;

        var finding = Assert.Single(Findings(Ca.Pem, served, served));

        Assert.Equal(ProofReason.WrongCa, finding.Reason);
        Assert.EndsWith("the one served was issued by a CA of the same name with another key", finding.Sentence);
    }

    [Fact]
    public void MadeByTheServer_IsTakenForWhatItIs()
    {
        var own = new TestCa("MariaDB Server").Pem;

        var findings = Findings(Ca.Pem, Issued.Pem, own);

        Assert.Equal([ProofReason.FingerprintMismatch, ProofReason.WrongCa, ProofReason.NameMismatch], findings.Select(finding => finding.Reason));
        Assert.EndsWith("our configuration is not in effect", findings[0].Sentence);
        Assert.EndsWith("issued by itself (self-signed)", findings[1].Sentence);
    }

    [Fact]
    public void ForClientsOnly_IsNotForServers()
    {
        var served = Ca.IssueServer(Hostname, [Hostname], usage: "1.3.6.1.5.5.7.3.2").Pem;

        Assert.Equal([ProofReason.NotForServers], Judge(Ca.Pem, served, served));
    }

    [Fact]
    public void ForAnyUsage_IsGood()
    {
        var served = Ca.IssueServer(Hostname, [Hostname], usage: null).Pem;

        Assert.Empty(Judge(Ca.Pem, served, served));
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, true)]
    [InlineData(SslProtocols.Tls13, true)]
#pragma warning disable SYSLIB0039 // what is to be turned down
    [InlineData(SslProtocols.Tls11, false)]
    [InlineData(SslProtocols.Tls, false)]
#pragma warning restore SYSLIB0039
    public void ThroughAnOldProtocol_IsWeak(SslProtocols protocol, bool good) =>
        Assert.Equal(good ? [] : [ProofReason.WeakProtocol], Judge(Ca.Pem, Issued.Pem, Issued.Pem, protocol: protocol));
}
