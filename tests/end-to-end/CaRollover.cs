using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>
/// Three nodes change to a new CA, step by step and back in between, while clients connect all the time that know only the old one,
/// only the new one, or both.
/// </summary>
public sealed class CaRollover(RollingFleet fleet, ITestOutputHelper log) : IClassFixture<RollingFleet>
{
    private const int Reissues = 10;

    private const string Generations = @"caGenerations: \[[^\]]*\]";

    [Fact]
    public async Task IsNoticedByNoClient_AndASecondCaAtOnceIsRefused()
    {
        (await fleet.Stack.UpAsync()).MustSucceed();
        var pids = await fleet.DatabasePidsAsync();
        var old = await HandedOutAsync();

        await UnderLoadAsync("old", old, old, $"{Reissues} re-issues", ReissueAsync);

        await IsRefusedAtOnceAsync();

        await GenerationsAsync("[1, 2]");
        var both = await UnderLoadAsync("old", old, old, "the new CA beside the old one");
        var ca = both.ToDictionary(node => node.Key, node => node.Value with { Root = node.Value.Root.Replace(old[node.Key].Root, "") });
        Assert.All(ca.Values, client => Assert.Single(Blocks(client.Root)));
        await ConnectAsync("old CA, old certificate", old, old);
        await ConnectAsync("new CA, old certificate", ca, old);

        await GenerationsAsync("[1]");
        await UnderLoadAsync("both", both, old, "back to the old CA");
        await ConnectAsync("old CA, old certificate, after the way back", old, old);

        // What was dropped does not come back: the next try has the next number.
        await GenerationsAsync("[1, 3]");
        both = await UnderLoadAsync("old", old, old, "another new CA beside the old one");
        ca = both.ToDictionary(node => node.Key, node => node.Value with { Root = node.Value.Root.Replace(old[node.Key].Root, "") });

        await fleet.Stack.SetAsync("encryption-in-transit:handOut.caGeneration", "3");
        var next = await UnderLoadAsync("old", old, old, "certificates of the new CA are handed out");
        Assert.All(next.Values, client => Assert.Equal(2, Blocks(client.Certificate).Length));
        foreach (var (trust, name) in new[] { (old, "old CA"), (ca, "new CA"), (both, "both CAs") })
        {
            await ConnectAsync($"{name}, old certificate", trust, old);
            await ConnectAsync($"{name}, new certificate", trust, next);
            foreach (var node in fleet.Nodes)
            {
                var server = (await node.RunAsync("cat /var/lib/jelastic/keys/SSL-TLS/server/server.crt")).MustSucceed().Output;
                await StrictOutsiders.AcceptAsync(server, trust[node.Name].Root, node.Hostname);
                await StrictOutsiders.AcceptAsync(next[node.Name].Certificate, trust[node.Name].Root, hostname: null);
            }
        }

        await GenerationsAsync("[3]");
        await UnderLoadAsync("new", ca, next, "the old CA is dropped");
        await ConnectAsync("new CA, new certificate", ca, next);
        await ConnectAsync("old CA, new certificate", old, next, refused: true);
        await ConnectAsync("new CA, old certificate", ca, old, refused: true);
        Assert.Equal(pids, await fleet.DatabasePidsAsync());

        (await fleet.Stack.RunAsync("destroy", "--yes")).MustSucceed();
        foreach (var (name, after) in await fleet.SnapshotsAsync())
            Assert.Equal(fleet.Before[name].ToString(), after.ToString());
    }

    /// <summary>Nothing is lost by it: with the generations of before all is as before.</summary>
    private async Task IsRefusedAtOnceAsync()
    {
        var served = await fleet.ServedCertificatesAsync();
        await GenerationsAsync("[2]");
        await fleet.Stack.SetAsync("encryption-in-transit:handOut.caGeneration", "2");

        (await fleet.Stack.UpAsync()).MustFail().MustSay("caGenerations of db3: is [2], and its clients trust CA 1", "nothing was touched", "Set [1, 2] until every client has the new root.crt, then [2]");

        await GenerationsAsync("[1]");
        (await fleet.Stack.RunAsync("config", "rm", "--path", "encryption-in-transit:handOut.caGeneration")).MustSucceed();
        var old = await fleet.Nodes.First().RunAsync("cat /var/lib/jelastic/keys/SSL-TLS/server/root.crt");
        (await fleet.Stack.UpAsync()).MustSucceed();
        Assert.Equal(old, await fleet.Nodes.First().RunAsync("cat /var/lib/jelastic/keys/SSL-TLS/server/root.crt"));
        Assert.Equal(served.Keys, (await fleet.ServedCertificatesAsync()).Keys);
        (await fleet.Stack.UpAsync("--expect-no-changes")).MustSucceed();
    }

    /// <summary>As with an editor.</summary>
    private async Task GenerationsAsync(string list)
    {
        var text = await File.ReadAllTextAsync(fleet.Stack.ConfigurationPath);
        Assert.Matches(Generations, text);
        await File.WriteAllTextAsync(fleet.Stack.ConfigurationPath, Regex.Replace(text, Generations, $"caGenerations: {list}"));
    }

    private async Task<Run> ReissueAsync()
    {
        var served = new HashSet<string>((await fleet.ServedCertificatesAsync()).Values);
        for (var number = 2; number < 2 + Reissues; number++)
        {
            await fleet.Stack.SetAsync("encryption-in-transit:reissue.server", $"{number}");
            (await fleet.Stack.UpAsync("--skip-preview")).MustSucceed();
            Assert.All((await fleet.ServedCertificatesAsync()).Values, certificate => Assert.True(served.Add(certificate), "it is not a new one"));
        }
        return await fleet.Stack.RunAsync("preview", "--expect-no-changes");
    }

    /// <summary>Runs <c>up</c>, or something else, while clients connect all the time; not one of them may fail.</summary>
    /// <returns>What clients get after it.</returns>
    private async Task<Dictionary<string, HandedOut>> UnderLoadAsync(
        string name, Dictionary<string, HandedOut> trust, Dictionary<string, HandedOut> show, string step, Func<Task<Run>>? change = null)
    {
        var clients = fleet.Clients(name);
        await Task.WhenAll(clients.Select(client => client.Client.HasAsync(trust[client.Server].Root, show[client.Server].Certificate, show[client.Server].Key)));
        await Task.WhenAll(clients.Select(client => client.Client.BeginAsync()));

        var changed = await (change?.Invoke() ?? fleet.Stack.UpAsync());

        var loads = await Task.WhenAll(clients.Select(client => client.Client.EndAsync()));
        changed.MustSucceed();
        log.WriteLine($"{step}: {loads.Sum(load => load.Connections)} connections and {loads.Sum(load => load.Queries)} queries, {loads.Sum(load => load.Failed)} failed");
        Assert.All(loads, load => Assert.Equal((0, ""), (load.Failed, load.Errors)));
        Assert.All(loads, load => Assert.True(load.Connections > 1 && load.Queries > 1, "the client did nothing meanwhile"));
        (await fleet.Stack.RunAsync("preview", "--expect-no-changes")).MustSucceed();
        return await HandedOutAsync();
    }

    private async Task ConnectAsync(string what, Dictionary<string, HandedOut> trust, Dictionary<string, HandedOut> show, bool refused = false)
    {
        foreach (var (client, server) in fleet.Clients("once"))
        {
            await client.HasAsync(trust[server].Root, show[server].Certificate, show[server].Key);
            var connected = await client.ConnectAsync();
            Assert.True((connected.ExitCode != 0) == refused, $"{what}, to {server}: {connected.ExitCode} {connected.Error}");
        }
    }

    private async Task<Dictionary<string, HandedOut>> HandedOutAsync()
    {
        var output = (await fleet.Stack.RunAsync("stack", "output", "clients", "--json", "--show-secrets")).MustSucceed().Output;
        return JsonDocument.Parse(output).RootElement.EnumerateObject().ToDictionary(node => node.Name, node =>
        {
            var app = node.Value.GetProperty(RollingFleet.User);
            return new HandedOut(
                app.GetProperty("caCertificate").GetString()!, app.GetProperty("certificate").GetString()!, app.GetProperty("privateKey").GetString()!);
        });
    }

    private static string[] Blocks(string pem) => pem.Split("-----END CERTIFICATE-----\n", StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What a node's clients get, as PEM.</summary>
    private sealed record HandedOut(string Root, string Certificate, string Key);
}

/// <summary>Three nodes with an account that must show its certificate.</summary>
public sealed class RollingFleet : Fleet
{
    public const string User = "app";

    private const string Password = "Aa1-rolling";

    protected override string MoreConfiguration => $$"""
          encryption-in-transit:certificates: { algorithm: ECDSA, caGenerations: [1] }
          encryption-in-transit:accounts:
            - { user: {{User}}, require: SUBJECT }

        """;

    protected override async Task PrepareAsync()
    {
        foreach (var node in Nodes)
            await node.QueryAsync($"CREATE USER {User}@'%' IDENTIFIED BY '{Password}'");
    }

    /// <summary>MariaDB's client connects to all three servers, MySQL's, which knows no MariaDB account, to its own.</summary>
    public IReadOnlyList<(VerifyingClient Client, string Server)> Clients(string name) =>
    [
        .. Nodes.Select(server => (new VerifyingClient(Lab.Nodes["db1"], server, name, User, Password), server.Name)),
        (new VerifyingClient(Lab.Nodes["db3"], Lab.Nodes["db3"], name, User, Password), "db3"),
    ];
}
