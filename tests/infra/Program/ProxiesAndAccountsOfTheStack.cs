using EncryptionInTransit.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace EncryptionInTransit.Tests.Program;

/// <summary>What a configuration with a proxy, accounts and phases registers.</summary>
[Collection("Deployment")]
public class ProxiesAndAccountsOfTheStack
{
    private const string Accounts = """
        accounts:
          - { user: app, host: '%', require: SUBJECT, nodes: [db1], reissue: 2 }
          - { user: app, host: localhost, require: SSL, nodes: [db1], reissue: 3 }
          - { user: 'Jörg / Ops', require: X509, authentication: certificateOnly }

        """;

    [Fact]
    public async Task Every_node_has_the_accounts_that_are_on_it_and_one_certificate_per_user()
    {
        var run = await Registered(ProxyFile.Text + Accounts);

        Assert.Equal(
            [
                "db1-account-J~C3~B6rg~20~2F~20Ops", "db1-account-app", "db2-account-J~C3~B6rg~20~2F~20Ops",
            ],
            run.Engine.Registrations.Values
                .Where(resource => resource.Type == "encryption-in-transit:index:AccountCertificate")
                .Select(resource => resource.Name).Order(StringComparer.Ordinal));
        Assert.Contains("\n@file accounts\napp\t%\tSUBJECT\t/CN=db1-account-app-certificate\tpassword\napp\tlocalhost\tSSL\t\tpassword\nJörg / Ops\t*\tX509\t\tcertificate-only\n@end\n", Stdin(run, "db1-clients"));
        Assert.Contains("\n@file accounts\nJörg / Ops\t*\tX509\t\tcertificate-only\n@end\n", Stdin(run, "db2-clients"));
    }

    [Fact]
    public async Task The_proxy_is_told_by_host_and_port_and_knows_how_each_backend_excludes_plaintext()
    {
        var run = await Registered(ProxyFile.With("kind: mysql", "kind: mysql\n    requireSecureTransport: on") + Accounts);

        var stdin = Stdin(run, "proxy-proxy-tls");
        Assert.Matches("\n@file backends\n10.0.0.11\t3306\t[0-9a-f]{64}\taccounts\ndb2.lan\t3307\t[0-9a-f]{64}\ttransport\n@end\n", stdin);
        Assert.Contains("\n@file restricted-users\n10.0.0.11\t3306\tapp\n10.0.0.11\t3306\tJörg / Ops\n@end\n", stdin);
    }

    [Fact]
    public async Task The_phase_is_that_of_all_nodes_and_an_audit_carries_the_time_of_the_run()
    {
        var run = new ProgramRun { Clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 25, 9, 30, 5, TimeSpan.FromHours(2))) };

        await run.UpAsync($"{ProxyFile.Text}{Accounts}tls: {{ requireSecureTransport: audit }}\n", preview: true);

        foreach (var command in new[] { "db1-clients", "db2-clients", "proxy-proxy-tls" })
        {
            Assert.Contains("\nrequire-secure-transport: audit\n", Stdin(run, command));
            Assert.Contains("\nlooked-at: 2026-11-25T07:30:05Z\n", Stdin(run, command));
        }
    }

    [Fact]
    public async Task Allowances_are_those_of_all_nodes_and_of_the_node_and_the_proof_which_tries_plaintext_itself()
    {
        var run = await Registered(
            ProxyFile.With("kind: mysql", "kind: mysql\n    allowedPlaintextClients: ['two@10.0.0.2']")
                .Replace("kind: proxysql", "kind: proxysql\n    allowedPlaintextClients: ['three@*']")
            + "tls: { requireSecureTransport: audit, allowedPlaintextClients: ['one@*'] }\n");

        Assert.Contains("\n@file allowed\none@*\nproof@*\n@end\n", Stdin(run, "db1-clients"));
        Assert.Contains("\n@file allowed\none@*\ntwo@10.0.0.2\nproof@*\n@end\n", Stdin(run, "db2-clients"));
        Assert.Contains("\n@file allowed\nplaintext-client\tone@*\nplaintext-client\tthree@*\n@end\n", Stdin(run, "proxy-proxy-tls"));
    }

    [Fact]
    public async Task Two_proxies_can_be_in_front_of_one_group()
    {
        var proxy = ProxyFile.Text[ProxyFile.Text.IndexOf("  - name: proxy", StringComparison.Ordinal)..ProxyFile.Text.IndexOf("proof:", StringComparison.Ordinal)];
        var run = await Registered(ProxyFile.With("proof:", proxy.Replace("proxy\n", "proxy2\n").Replace("proxy.example", "proxy2.example").Replace(".21", ".22") + "proof:"));

        Assert.Contains("10.0.0.11\t3306", Stdin(run, "proxy-proxy-tls"));
        Assert.Contains("10.0.0.11\t3306", Stdin(run, "proxy2-proxy-tls"));
    }

    [Fact]
    public async Task Nothing_is_added_where_nothing_of_it_is_configured()
    {
        var run = await Registered(StackFile.TwoNodes);

        Assert.Equal(2 * 14, run.Engine.Registrations.Count);
    }

    private static async Task<ProgramRun> Registered(string config)
    {
        var run = new ProgramRun();
        await run.UpAsync(config, preview: true);
        return run;
    }

    private static string Stdin(ProgramRun run, string command) => (string)run.Engine.Registrations[command].Inputs["stdin"];
}
