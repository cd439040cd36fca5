using EncryptionInTransit.Proof.Tests.Pki;
using static EncryptionInTransit.Proof.Tests.Judging.Handshakes;

namespace EncryptionInTransit.Proof.Tests.Judging;

public sealed class Validity
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2026, 6, 9, 12, 0, 0, TimeSpan.Zero);
    private static readonly TestCa Ca = new("db1 CA 1", Start.AddDays(-10), End.AddDays(10));
    private static readonly string Leaf = Ca.IssueServer(Hostname, [Hostname], Start, End).Pem;

    [Fact]
    public void LastsFromItsFirstSecondToItsLast()
    {
        Assert.Equal([ProofReason.NotYetValid], Judge(Ca.Pem, Leaf, Leaf, Start.AddSeconds(-1)));
        Assert.Empty(Judge(Ca.Pem, Leaf, Leaf, Start));
        Assert.Empty(Judge(Ca.Pem, Leaf, Leaf, End));
        Assert.Equal([ProofReason.Expired], Judge(Ca.Pem, Leaf, Leaf, End.AddSeconds(1)));
    }

    [Fact]
    public void Expired_SaysWhenAndWhatNow()
    {
        var finding = Assert.Single(Findings(Ca.Pem, Leaf, Leaf, End.AddDays(1)));

        Assert.Equal(
            "expected a certificate that is valid now, 2026-06-10 12:00:00 UTC; the one served expired at 2026-06-09 12:00:00 UTC: re-issue it",
            finding.Sentence);
    }

    [Fact]
    public void OfTheCa_CountsToo()
    {
        var shortLived = new TestCa("db1 CA 1", Start.AddDays(1), End.AddDays(-1));
        var leaf = shortLived.IssueServer(Hostname, [Hostname], Start, End).Pem;

        Assert.Equal([ProofReason.ChainInvalid], Judge(shortLived.Pem, leaf, leaf, Start));
        Assert.Empty(Judge(shortLived.Pem, leaf, leaf, Start.AddDays(2)));
        Assert.Equal([ProofReason.ChainInvalid], Judge(shortLived.Pem, leaf, leaf, End));
    }
}
