using EncryptionInTransit.Infra.Renewing;
using EncryptionInTransit.Tests.Support;
using Pulumi;

namespace EncryptionInTransit.Tests.Program;

/// <summary>What the program says of certificates that the stack has already, in a preview as well.</summary>
[Collection("Deployment")]
public class CertificatesOfBefore
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private readonly ProgramRun _run = new();

    [Theory]
    // what it is called in the state, how long it is still valid, what is said
    [InlineData("db1-server-certificate", "29.23:59:00", "server certificate of db1 expires in 29 days (2026-12-28 11:59 UTC), renewal starts at 30 days: it is made anew")]
    [InlineData("db2-client-certificate", "01:59:00", "client certificate of db2 expires in 119 minutes (2026-11-28 13:59 UTC), renewal starts at 30 days: it is made anew")]
    [InlineData("db1-server-certificate", "-2.12:00:00", "server certificate of db1 has expired 2 days ago (2026-11-26 00:00 UTC), renewal starts at 30 days: it is made anew")]
    [InlineData("db1-ca-1", "364.00:00:00", "certificate of CA 1 of db1 expires in 364 days (2027-11-27 12:00 UTC), renewal starts at 365 days: it is made anew")]
    [InlineData("db2-account-app-certificate", "2.00:00:00", "certificate of 'app' of db2 expires in 2 days (2026-11-30 12:00 UTC), renewal starts at 30 days: it is made anew")]
    public void One_that_comes_to_its_end_is_made_anew_and_it_is_said_why(string name, string left, string sentence) =>
        Assert.Equal([(name[..3], sentence)], Due(name, left));

    [Theory]
    [InlineData("db1-server-certificate", "30.00:00:01")]
    [InlineData("db1-ca-1", "366.00:00:00")]
    [InlineData("gone-server-certificate", "1.00:00:00")]
    public void Of_any_other_nothing_is_said(string name, string left) => Assert.Empty(Due(name, left));

    [Fact]
    public async Task A_CA_that_no_client_trusts_is_refused_in_a_preview_before_anything_is_registered()
    {
        _run.Engine.Issued("db2-ca-1", Now.AddYears(5));

        var failure = await Assert.ThrowsAsync<RunException>(() => _run.UpAsync(StackFile.TwoNodes + "certificates: { caGenerations: [2] }\n", preview: true));

        Assert.Equal(
            """
            Pulumi.test.yaml has 1 mistake; nothing was touched.
              caGenerations of db2: is [2], and its clients trust CA 1: every one of them would fail at once. Set [1, 2] until every client has the new root.crt, then [2]; or, where clients may fail until they have it, abruptCaChange: true at this node.
            """, failure.Message);
        Assert.Empty(_run.Engine.Registrations);
    }

    [Theory]
    [InlineData("db2-ca-1", "certificates: { authority: shard }\n", "authority of db2: is 'shard', and its clients trust the node's own CA 1: every one of them would fail at once. "
        + "Give every client the root certificate of 'shard' beside the present one first (alsoTrusted), or, where clients may fail until they have it, set abruptCaChange: true at this node.")]
    [InlineData("shard-ca-1", "certificates: { authority: shard, caGenerations: [2] }\n", "caGenerations of db2: is [2], and its clients trust CA 1")]
    public async Task A_CA_of_several_nodes_that_no_client_trusts_is_refused_as_well(string present, string change, string says)
    {
        _run.Engine.Issued(present, Now.AddYears(5));

        var failure = await Assert.ThrowsAsync<RunException>(() => _run.UpAsync($"{StackFile.TwoNodes}{change}authorities: [{{ name: shard }}]\n", preview: true));

        Assert.Contains(says, failure.Message);
        Assert.Empty(_run.Engine.Registrations);
    }

    [Fact]
    public void A_CA_of_several_nodes_that_comes_to_its_end_is_told_once()
    {
        var stack = StackFile.Read($"{StackFile.TwoNodes}certificates: {{ authority: shard }}\nauthorities: [{{ name: shard }}]\n");

        Assert.Equal(("shard", "certificate of CA 1 of shard expires in 20 days (2026-12-18 12:00 UTC), renewal starts at 365 days: it is made anew"),
            Assert.Single(Renewals.Due(stack, Before("shard-ca-1", "20.00:00:00"), Now)));
    }

    [Fact]
    public async Task A_node_that_is_renamed_is_known_by_the_name_that_it_had()
    {
        _run.Engine.Had("old");
        _run.Engine.Issued("old-ca-1", Now.AddYears(5));
        var renamed = StackFile.With("kind: mysql", "kind: mysql\n    formerly: old");

        var failure = await Assert.ThrowsAsync<RunException>(() => _run.UpAsync(renamed + "certificates: { caGenerations: [2] }\n", preview: true));

        Assert.Contains("caGenerations of db2: is [2], and its clients trust CA 1", failure.Message);
        Assert.Equal(
            "server certificate of db2 expires in 10 days (2026-12-08 12:00 UTC), renewal starts at 30 days: it is made anew",
            Assert.Single(Renewals.Due(StackFile.Read(renamed), Before("old-server-certificate", "10.00:00:00", "old"), Now)).Sentence);
    }

    [Theory]
    [InlineData("certificates: { caGenerations: [1, 2] }", "db2-ca-1")]
    [InlineData("certificates: { caGenerations: [2] }", "db2-ca-2")]
    [InlineData("certificates: { caGenerations: [2] }", "db2-ca-1-key")]
    [InlineData("certificates: { caGenerations: [2] }", "gone-ca-1")]
    public async Task Any_other_change_of_CAs_is_taken(string config, string before)
    {
        _run.Engine.Issued(before, Now.AddYears(5));

        await _run.UpAsync(StackFile.TwoNodes + config, preview: true);

        Assert.NotEmpty(_run.Engine.Registrations);
    }

    [Fact]
    public void A_CA_of_yours_is_taken_from_the_nodes_whose_clients_have_its_root()
    {
        var root = new TestPki("root");
        var pem = root.CertificatePem.Replace("\n", "\\n", StringComparison.Ordinal);
        var stack = StackFile.Read(
            $"{StackFile.TwoNodes}certificates: {{ authority: corporate }}\n"
            + $"authorities: [{{ name: corporate, certificate: \"{pem}\", key: \"{root.KeyPem.Replace("\n", "\\n", StringComparison.Ordinal)}\" }}]\n", "authorities");
        var ends = new Dictionary<string, DateTimeOffset> { ["db1-ca-1"] = Now.AddYears(5), ["db2-ca-1"] = Now.AddYears(5) };
        var claims = new Dictionary<string, string>
        {
            ["db1-claim"] = "also-trusted-ca-keys: " + PublicPem.KeySha256(root.CertificatePem),
            ["db2-claim"] = "ca-keys: " + PublicPem.KeySha256(new TestPki("other").CertificatePem),
        };

        var refused = Assert.Single(CaChanges.Refused(stack, new(ends.Keys.ToHashSet(), ends, claims)));

        Assert.Equal("authority of db2", refused.Path);
    }

    [Fact]
    public async Task An_abrupt_change_is_taken_where_it_is_allowed()
    {
        _run.Engine.Issued("db2-ca-1", Now.AddYears(5));

        await _run.UpAsync(StackFile.With("kind: mysql", "kind: mysql\n    caGenerations: [2]\n    abruptCaChange: true"), preview: true);

        Assert.Contains("ca-change: abrupt", (string)_run.Engine.Registrations["db2-claim"].Inputs["stdin"]);
    }

    private static IEnumerable<(string Node, string Sentence)> Due(string name, string left) => Renewals.Due(
        StackFile.Read(StackFile.TwoNodes + "accounts: [{ user: app, require: SUBJECT }]\n"),
        Before(name, left),
        Now);

    private static IssuedBefore Before(string name, string left, params string[] others) =>
        new(others.Append(name).ToHashSet(), new Dictionary<string, DateTimeOffset> { [name] = Now + TimeSpan.Parse(left) });
}
