using EncryptionInTransit.Infra.Clients;
using EncryptionInTransit.Tests.Support;
using Pulumi;
using Pulumi.Utilities;

namespace EncryptionInTransit.Tests.Program;

/// <summary>The clients that still come without TLS, from what the nodes print to the stack output.</summary>
[Collection("Deployment")]
public class PlaintextClients
{
    private const string Audited = ProxyFile.Text + "tls: { requireSecureTransport: audit }\n";

    private const string Seen = """
        3 sessions looked at
        plaintext-clients: [{"user":"old","host":"10.0.0.8","program":"","lastSeen":"","source":"logins","allowed":false}]
        plaintext-clients: [{"user":"app","host":"10.0.0.9","program":"mysqldump","lastSeen":"2026-11-25T07:30:00Z","source":"session","allowed":true},{"user":"proof","host":"10.0.0.1","program":"","lastSeen":"2026-11-25T07:30:00Z","source":"logins","allowed":true}]
        """;

    [Fact]
    public async Task Are_those_of_the_last_line_of_each_node_and_proxy_but_for_the_proof()
    {
        var run = AuditedRun();
        run.Engine.Print("db1-clients", Seen);
        run.Engine.Print("db2-clients", "plaintext-clients: []");
        run.Engine.Print("proxy-proxy-tls", Seen);

        // What the state knows of the run before; in an up the proxy, which is out of reach, would be proved.
        var outputs = await run.UpAsync(Audited, preview: true);

        Assert.Equal(
            [
                "allowed true, host 10.0.0.9, lastSeen 2026-11-25T07:30:00Z, node db1, program mysqldump, source session, user app",
                "allowed true, host 10.0.0.9, lastSeen 2026-11-25T07:30:00Z, node proxy, program mysqldump, source session, user app",
            ],
            await EntriesAsync(outputs));
    }

    [Fact]
    public async Task Of_a_node_that_failed_hold_back_those_of_no_other()
    {
        var run = AuditedRun();
        run.Engine.Skip("db1-clients", "proxy-proxy-tls");
        run.Engine.Print("db2-clients", Seen);

        Assert.Equal("node db2", Assert.Single(await EntriesAsync(await run.UpAsync(Audited))).Split(", ")[3]);
    }

    [Fact]
    public async Task Are_not_known_in_a_preview_before_anybody_looked()
    {
        var run = AuditedRun();
        run.Engine.Skip("db1-clients");

        var outputs = await run.UpAsync(Audited, preview: true);

        Assert.False(await OutputUtilities.GetIsKnownAsync((Output<List<Dictionary<string, object>>>)outputs["plaintextClients"]!));
    }

    [Fact]
    public async Task Are_no_output_where_nobody_looks()
    {
        var run = AuditedRun();

        var outputs = await run.UpAsync(ProxyFile.Text, preview: true);

        Assert.DoesNotContain("plaintextClients", outputs);
        Assert.DoesNotContain("db1-clients", run.Engine.Registrations.Keys);
    }

    [Theory]
    [InlineData("10.0.0.9", "mysqldump", "2026-11-25T07:30:00Z",
        "db1: 'app' comes without TLS from 10.0.0.9 with mysqldump, last seen 2026-11-25T07:30:00Z: once requireSecureTransport is on it is refused. Turn TLS on in that client; or, so that it does not hold that up, name it under allowedPlaintextClients: 'app@10.0.0.9'.")]
    [InlineData("", "", "",
        "db1: 'app' comes without TLS from a host that the server did not note: once requireSecureTransport is on it is refused. Turn TLS on in that client; or, so that it does not hold that up, name it under allowedPlaintextClients: 'app@*'.")]
    public void Are_told_with_what_to_do(string host, string program, string lastSeen, string sentence) =>
        Assert.Equal(sentence, PlaintextClientWarning.Of("db1", new("app", host, program, lastSeen, "session", Allowed: false)));

    /// <summary>The nodes are out of reach: there is no proof.</summary>
    private static ProgramRun AuditedRun()
    {
        var run = new ProgramRun();
        run.Engine.Skip("db1-server-tls", "db2-server-tls");
        return run;
    }

    private static async Task<IReadOnlyList<string>> EntriesAsync(IDictionary<string, object?> outputs)
    {
        var entries = await OutputUtilities.GetValueAsync((Output<List<Dictionary<string, object>>>)outputs["plaintextClients"]!);
        return [.. entries.Select(InputText.Of)];
    }
}
