using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.ProxySql;

/// <summary>Which commands a change touches, at the proxy and at the clients' accounts.</summary>
[Collection("Deployment")]
public class ChangeOfConfiguration
{
    private static readonly ProxiedStack Stack = new();

    [Theory]
    [InlineData(SecureTransportPhase.Off)]
    [InlineData(SecureTransportPhase.On)]
    public async Task None_touches_none_at_a_later_time(SecureTransportPhase phase)
    {
        var stack = Stack with { Phase = phase };

        Assert.Empty(await TouchedBy(stack, stack with { LookedAt = stack.LookedAt.AddHours(1) }));
    }

    [Fact]
    public async Task Audit_looks_at_the_clients_in_every_run()
    {
        var stack = Stack with { Phase = SecureTransportPhase.Audit };

        Assert.Equal(
            ["db1-clients", "db2-clients", "proxy-proxy-tls"],
            await TouchedBy(stack, stack with { LookedAt = stack.LookedAt.AddSeconds(1) }));
        Assert.Contains("\nlooked-at: 2026-11-25T07:30:05Z\n", (await stack.Registered()).Text("db1-clients", "stdin"));
        Assert.Contains("\nlooked-at: 2026-11-25T07:30:05Z\n", (await stack.Registered()).Text("proxy-proxy-tls", "stdin"));
    }

    [Theory]
    [InlineData(SecureTransportPhase.Off)]
    [InlineData(SecureTransportPhase.On)]
    public async Task No_other_phase_tells_the_time(SecureTransportPhase phase)
    {
        var stack = await (Stack with { Phase = phase }).Registered();

        Assert.DoesNotContain("looked-at", stack.Text("db1-clients", "stdin") + stack.Text("proxy-proxy-tls", "stdin"));
    }

    [Fact]
    public async Task Phase_touches_proxy_and_clients_and_no_server() =>
        Assert.Equal(
            ["db1-clients", "db2-clients", "proxy-proxy-tls"],
            await TouchedBy(Stack, Stack with { Phase = SecureTransportPhase.On }));

    [Fact]
    public async Task An_account_touches_the_clients_alone() =>
        Assert.Equal(
            ["db1-clients", "db2-clients"],
            await TouchedBy(Stack, Stack with { Accounts = [.. Stack.Accounts.Take(3)] }));

    [Fact]
    public async Task An_allowance_touches_the_clients_alone()
    {
        var changed = Stack with { AllowedPlaintextClients = ["old@10.0.0.9", "older@*"] };

        Assert.Equal(["db1-clients", "db2-clients"], await TouchedBy(Stack, changed));
        Assert.Contains("\n@file allowed\nold@10.0.0.9\nolder@*\n@end\n", (await changed.Registered()).Text("db1-clients", "stdin"));
    }

    [Fact]
    public async Task Re_issue_of_an_account_replaces_its_keys() =>
        Assert.Equal(
            ["db1-account-app-key", "db1-account-batch-key", "db1-account-monitor-key", "db2-account-app-key", "db2-account-batch-key", "db2-account-monitor-key"],
            await TouchedBy(Stack, Stack with { AccountReissue = 2 }));

    [Fact]
    public async Task What_is_allowed_in_the_proxy_reaches_it_by_its_kind()
    {
        var changed = Stack with
        {
            Proxy = Stack.Proxy with
            {
                OtherBackends = ["db9:3306"],
                PendingEdits = ["mysql_query_rules 7"],
                FallbackUsers = ["legacy"],
                AllowedPlaintextClients = ["old@10.0.0.9"],
            },
        };

        Assert.Equal(["proxy-proxy-tls"], await TouchedBy(Stack, changed));
        Assert.Contains(
            "\n@file allowed\nother-backend\tdb9:3306\npending-edit\tmysql_query_rules 7\nfallback\tlegacy\nplaintext-client\told@10.0.0.9\n@end\n",
            (await changed.Registered()).Text("proxy-proxy-tls", "stdin"));
    }

    [Fact]
    public async Task Reapply_touches_the_proxy_alone() =>
        Assert.Equal(
            ["proxy-claim", "proxy-files", "proxy-proxy-tls", "proxy-tool"],
            await TouchedBy(Stack, Stack with { Proxy = Stack.Proxy with { Reapply = 2 } }));

    /// <summary>The resources that are sent something else than before.</summary>
    private static async Task<IEnumerable<string>> TouchedBy(ProxiedStack stack, ProxiedStack changed)
    {
        var before = await stack.Registered();
        var after = await changed.Registered();
        return after.Names.Intersect(before.Names).Where(name => before.Sent(name) != after.Sent(name)).Order(StringComparer.Ordinal);
    }
}
