using EncryptionInTransit.Lab;

namespace EncryptionInTransit.Proof.Tests.Servers;

[Collection(ProofLabCollection.Name)]
public sealed class ServersThatWereNeverTouched(ProofLab lab)
{
    [Fact]
    public void MariaDb1011_OffersNoTls()
    {
        var report = lab.BeforeInstall(NodeKind.MariaDb1011);

        Assert.Equal([ProofReason.NoTls], Reasons(report));
        Assert.Equal("MariaDB", report.Server);
        Assert.Null(report.Protocol);
    }

    [Fact]
    public void MariaDb118_ServesACertificateOfItsOwn() => AssertServesItsOwn("CN=MariaDB Server", lab.BeforeInstall(NodeKind.MariaDb118));

    [Fact]
    public void MySql97_ServesACertificateOfItsOwn() =>
        AssertServesItsOwn("CN=MySQL_Server_9.7.4_Auto_Generated_Server_Certificate", lab.BeforeInstall(NodeKind.MySql97));

    private static void AssertServesItsOwn(string subject, ProofReport report)
    {
        Assert.Equal([ProofReason.FingerprintMismatch, ProofReason.WrongCa, ProofReason.NameMismatch], Reasons(report));
        Assert.Equal(subject, report.Subject);
        Assert.EndsWith("that is one the server made for itself: our configuration is not in effect", report.Failures[0].Sentence);
    }

    private static string[] Reasons(ProofReport report) => [.. report.Failures.Select(failure => failure.Reason)];
}
