using EncryptionInTransit.Proof.Tests.Pki;
using static EncryptionInTransit.Proof.Tests.Judging.Handshakes;

namespace EncryptionInTransit.Proof.Tests.Judging;

public sealed class Chains
{
    private static readonly TestCa Old = new("db1 CA 1");
    private static readonly TestCa New = new("db1 CA 2");
    private static readonly string Leaf = New.IssueServer(Hostname, [Hostname]).Pem;
    private static readonly string Cross = Old.CrossSign(New);

    [Fact]
    public void WithACrossCertificate_LeadToBothGenerations()
    {
        Assert.Empty(Judge(New.Pem, Leaf + Cross, Leaf + Cross));
        Assert.Empty(Judge(Old.Pem, Leaf + Cross, Leaf + Cross));
        Assert.Empty(Judge(Old.Pem + New.Pem, Leaf + Cross, Leaf + Cross));
    }

    [Fact]
    public void ThatDetourOverARoot_AreFoundAllTheSame() =>
        Assert.Empty(Judge(Old.Pem, Leaf + Cross, Leaf + New.Pem + Cross));

    [Fact]
    public void WithoutTheIssuedCrossCertificate_AreIncomplete()
    {
        var finding = Assert.Single(Findings(New.Pem, Leaf + Cross, Leaf));

        Assert.Equal(ProofReason.ChainIncomplete, finding.Reason);
        Assert.EndsWith("clients that trust only its issuer, CN=db1 CA 1, cannot connect", finding.Sentence);
    }

    [Fact]
    public void WithoutTheCrossCertificate_DoNotLeadToTheOldGeneration() =>
        Assert.Equal([ProofReason.WrongCa], Judge(Old.Pem, Leaf, Leaf));

    [Fact]
    public void FromWhatIsNoCa_AreInvalid()
    {
        var noCa = new TestCa("db1 CA 1", isCa: false);
        var leaf = noCa.IssueServer(Hostname, [Hostname]).Pem;

        Assert.Equal([ProofReason.ChainInvalid], Judge(noCa.Pem, leaf, leaf));
    }

    [Fact]
    public void ThroughAnExpiredCrossCertificate_AreInvalid()
    {
        var expired = Old.CrossSign(New, notBefore: DateTimeOffset.UtcNow.AddDays(-9), notAfter: DateTimeOffset.UtcNow.AddDays(-1));

        var finding = Assert.Single(Findings(Old.Pem, Leaf, Leaf + expired));

        Assert.Equal(ProofReason.ChainInvalid, finding.Reason);
        Assert.Contains("expired", finding.Sentence);
    }
}
