using EncryptionInTransit.Infra.Status;
using EncryptionInTransit.Proof;

namespace EncryptionInTransit.Tests.Status;

/// <summary>How nodes stand, for people and for Prometheus.</summary>
public class StatusOfNodes
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private static readonly ProofReport Proved = new()
    {
        Node = "db1",
        Attempted = true,
        Server = "MariaDB",
        Version = "10.11.18",
        Protocol = "TLSv1.3",
        Cipher = "TLS_AES_256_GCM_SHA384",
        Plaintext = PlaintextVerdict.Accepted,
    };

    private static readonly NodeStatus Plain = new(
        "db1", Proved,
        [Certificate(CertificateStatus.Server, null, 1, days: 364), Certificate(CertificateStatus.Client, null, 1, days: 363)],
        [1], "TLSv1.2,TLSv1.3", SecureTransportPhase.Off, Now);

    private static IReadOnlyList<NodeStatus> Fleet =>
    [
        Plain,
        Plain with
        {
            Node = "db2",
            CaGenerations = [1, 2],
            RequireSecureTransport = SecureTransportPhase.Audit,
            Certificates =
            [
                Certificate(CertificateStatus.Server, null, 2, days: 364), Certificate(CertificateStatus.Client, null, 2, days: 364),
                Certificate(CertificateStatus.Account, "app", 1, days: 40), Certificate(CertificateStatus.Account, "a \"b\"", 2, days: 400),
            ],
        },
        Plain with
        {
            Node = "db3",
            Proof = ProofReport.NotProved("db3", "why"),
            CaGenerations = [1, 2],
            Certificates = [Certificate(CertificateStatus.Server, null, 2, days: 364) with { RenewalFrom = null }, Certificate(CertificateStatus.Client, null, 2, days: 364) with { RenewalFrom = null }],
        },
    ];

    [Fact]
    public void Is_a_row_per_node_and_what_there_is_to_do() => Approved.Text(StatusTable.Render(Fleet));

    [Fact]
    public void Is_the_same_numbers_for_Prometheus() => Approved.Text(PrometheusText.Render(Fleet));

    [Fact]
    public void Is_one_entry_per_node_for_machines()
    {
        var entry = StatusOutput.Of(Fleet[1]);

        Assert.Equal(
            [
                "node", "server", "version", "tlsVersions", "protocol", "cipher", "caGenerations", "requireSecureTransport", "plaintext",
                "proved", "at", "daysLeft", "certificates", "due",
            ],
            entry.Keys);
        Assert.Equal(("db2", "audit", "accepted", true, 364), (entry["node"], entry["requireSecureTransport"], entry["plaintext"], entry["proved"], entry["daysLeft"]));
        var app = ((List<Dictionary<string, object>>)entry["certificates"])[2];
        Assert.Equal(("account", "app", 1, "2027-01-07T12:00:00Z", "2026-12-08T12:00:00Z"), (app["role"], app["user"], app["caGeneration"], app["notAfter"], app["renewalFrom"]));
        Assert.False(StatusOutput.Of(Fleet[2]).ContainsKey("server"));
    }

    [Fact]
    public void Tells_an_old_CA_that_nobody_needs_any_more() =>
        Assert.Contains("when all clients have the new root.crt and certificates of CA 2: drop CA 1 (caGenerations: [2])",
            (Plain with { CaGenerations = [1, 2], Certificates = [.. Plain.Certificates.Select(certificate => certificate with { CaGeneration = 2 })] }).Due);

    [Fact]
    public void Has_nothing_to_do_on_an_abandoned_one_but_to_take_it_out()
    {
        var abandoned = Plain with { Proof = ProofReport.Abandoned("db1") };

        Assert.Equal(["now: it is abandoned; take it out of nodes"], abandoned.Due);
        Assert.Contains(" abandoned\n", StatusTable.Render([abandoned]));
    }

    private static CertificateStatus Certificate(string role, string? user, int generation, int days) => new(
        role, user, $"CN={user ?? role}", $"CN=db CA {generation}", generation, Now.AddDays(-1), Now.AddDays(days), Now.AddDays(days - 30));
}
