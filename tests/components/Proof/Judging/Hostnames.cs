using EncryptionInTransit.Proof.Tests.Pki;
using static EncryptionInTransit.Proof.Tests.Judging.Handshakes;

namespace EncryptionInTransit.Proof.Tests.Judging;

public sealed class Hostnames
{
    private static readonly TestCa Ca = new("db1 CA 1");

    [Theory]
    [InlineData("db1.example.com", "db1.example.com")]
    [InlineData("DB1.Example.COM", "db1.example.com")]
    [InlineData("db1.example.com", "other.example.com", "DB1.EXAMPLE.COM")]
    [InlineData("db1.example.com", "*.example.com")]
    [InlineData("db1", "db1")]
    [InlineData("xn--mller-kva.example.com", "xn--mller-kva.example.com")]
    [InlineData("db_1.example.com", "db_1.example.com")]
    [InlineData("db1.example.com.", "db1.example.com")]
    [InlineData("192.0.2.1", "db1.example.com", "192.0.2.1")]
    [InlineData("2001:db8::1", "2001:db8:0:0:0:0:0:1")]
    public void OfTheCertificate_Match(string hostname, params string[] names) => Assert.Empty(JudgeNames(hostname, names));

    [Theory]
    [InlineData("db1.example.com", "db2.example.com")]
    [InlineData("db1.example.com", "db1.example.com.evil.test")]
    [InlineData("db1.example.com", "example.com")]
    [InlineData("a.db1.example.com", "*.example.com")]
    [InlineData("example.com", "*.example.com")]
    [InlineData("db1.example.com", "d*.example.com")]
    [InlineData("db1.example.com", "db1.*.com")]
    [InlineData("db1.example.com", "192.0.2.1")]
    [InlineData("192.0.2.1", "192.0.2.2")]
    [InlineData("192.0.2.1", "db1.example.com")]
    [InlineData("192.0.2.1", "*.0.2.1")]
    [InlineData("2001:db8::1", "2001:db8::2")]
    public void OfOthers_DoNotMatch(string hostname, params string[] names) =>
        Assert.Equal([ProofReason.NameMismatch], JudgeNames(hostname, names));

    [Fact]
    public void InTheCommonNameAlone_DoNotMatch()
    {
        var served = Ca.IssueServer("db1.example.com", names: []).Pem;

        var finding = Assert.Single(Findings(Ca.Pem, served, served));

        Assert.Equal(
            "expected a certificate for db1.example.com; the one served is for no name at all (it has no subject alternative name)",
            finding.Sentence);
    }

    [Fact]
    public void ThatDoNotMatch_AreListed()
    {
        var served = Ca.IssueServer("db2", ["db2.example.com", "192.0.2.2"]).Pem;

        var finding = Assert.Single(Findings(Ca.Pem, served, served));

        Assert.Equal("expected a certificate for db1.example.com; the one served is for db2.example.com, 192.0.2.2", finding.Sentence);
    }

    private static string[] JudgeNames(string hostname, string[] names)
    {
        var served = Ca.IssueServer("db1", names).Pem;
        return Judge(Ca.Pem, served, served, hostname: hostname);
    }
}
