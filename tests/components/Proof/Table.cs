namespace EncryptionInTransit.Proof.Tests;

public sealed class Table
{
    private const string Issued = "3f9a1c77b2d04e5586aa10c3e7f95b2416d8c0fe9b7a35d241c68f0e13a97b52";

    private static readonly ProofReport Good = new()
    {
        Node = "db1",
        Attempted = true,
        Server = "MariaDB",
        Version = "10.11.18",
        Protocol = "TLSv1.3",
        Cipher = "TLS_AES_256_GCM_SHA384",
        Subject = "CN=db1.example.com",
        IssuedSha256 = Issued,
        ServedSha256 = Issued,
        DaysLeft = 89,
        Plaintext = PlaintextVerdict.Refused,
    };

    [Fact]
    public void OfAllOutcomes_LooksAsApproved() => Assert.Equal(Approved("Table.approved.txt"), Rendered());

    [Fact]
    public void OfGoodNodes_IsTheTableAlone() => Assert.Equal(2, ProofTable.Render([Good]).Split('\n').Length);

    [Fact]
    public void FitsAWideTerminal() =>
        Assert.All(Approved("Table.approved.txt").Split('\n').TakeWhile(line => line.Length > 0), line => Assert.InRange(line.Length, 1, 160));

    private static string Rendered() =>
        ProofTable.Render(
        [
            Good,
            Good with
            {
                Node = "db2",
                Cipher = "ECDHE-ECDSA-AES256-GCM-SHA384",
                Protocol = "TLSv1.2",
                Server = "MySQL",
                Version = "9.7.4",
                Subject = "CN=db2.a-long-name.of-a-department.example.com",
                Plaintext = PlaintextVerdict.Unknown,
                Notes = [new(ProofReason.PlaintextUnknown, "whether a login without TLS is accepted could not be told")],
            },
            Good with
            {
                Node = "db3",
                Server = "Percona Server",
                ServedSha256 = "d2" + Issued[2..],
                DaysLeft = -3,
                Plaintext = PlaintextVerdict.Accepted,
                Failures =
                [
                    new(ProofReason.FingerprintMismatch, "expected one certificate; served is another"),
                    new(ProofReason.Expired, "expected a certificate that is valid now; it expired"),
                ],
            },
            Good with
            {
                Node = "px1",
                Server = "ProxySQL",
                Version = null,
                Notes = [new(ProofReason.BackendEncrypted, "a query through the proxy was answered by a backend that sees TLS_AES_256_GCM_SHA384")],
            },
            new() { Node = "db4", Attempted = true, IssuedSha256 = Issued, Failures = [new(ProofReason.ConnectionRefused, "nothing listens at 192.0.2.4:3306")] },
            ProofReport.NotProved("db5", "its activation failed"),
            ProofReport.Abandoned("db6"),
        ]);

    private static string Approved(string file) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Proof", file)).TrimEnd();
}
