using System.Text.Json;
using System.Text.RegularExpressions;
using EncryptionInTransit.Lab;
using EncryptionInTransit.Lab.Faults;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>
/// What happens to a fleet over the years: a node gets another name, one is set up anew, one dies and is let go, one is added.
/// The others notice nothing of it, and no certificate is made anew.
/// </summary>
public sealed class ChangingFleet : IAsyncLifetime
{
    private LabRun _lab = null!;
    private Stack _stack = null!;
    private LabNode _db1 = null!;
    private LabNode _db2 = null!;

    /// <summary>The machine that takes the place of db2.</summary>
    private LabNode _spare = null!;

    private readonly Dictionary<string, NodeSnapshot> _before = [];

    public async Task InitializeAsync()
    {
        _lab = await LabRun.StartAsync(
            new NodeSpec("db1", NodeKind.MariaDb1011), new NodeSpec("db2", NodeKind.MySql97), new NodeSpec("spare", NodeKind.MySql97));
        (_db1, _db2, _spare) = (_lab.Nodes["db1"], _lab.Nodes["db2"], _lab.Nodes["spare"]);
        foreach (var node in _lab.Nodes.Values)
            await node.QueryAsync("CREATE USER app@'%' IDENTIFIED BY 'Aa1-changing'");
        foreach (var node in _lab.Nodes.Values)
            _before[node.Name] = await node.SnapshotAsync();
        _stack = await Stack.CreateAsync(_lab, ["db1", "db2"], "  encryption-in-transit:accounts:\n    - { user: app, require: X509 }\n");
        (await _stack.UpAsync()).MustSucceed();
    }

    public async Task DisposeAsync()
    {
        _stack.Dispose();
        await _lab.DisposeAsync();
    }

    [Fact]
    public async Task ARenamedNodeKeepsAll_ASetUpNodeIsInstalledAgain_AndADeadOneIsLetGo()
    {
        await RenamedAsync();
        await SetUpFromAnImageAsync();
        await SetUpOnAnotherMachineAsync();
        await DeadAndTakenOutAsync();
        await AddedAsync();
        await DeadAndDestroyedAsync();
    }

    private async Task RenamedAsync()
    {
        var (certificates, served, pid) = (await CertificatesAsync(), await ServedAsync("db1"), await _db1.DatabasePidAsync());
        var (claim, other) = (await ClaimAsync(_db1), await _db2.SnapshotAsync());
        await _stack.EditAsync(Entry("db1"), Lines("primary", "formerly: db1"));

        Assert.Equal(["update"], (await PlannedAsync()).Distinct());
        (await _stack.UpAsync()).MustSucceed();

        Assert.Equal(certificates, await CertificatesAsync());
        Assert.Equal((served, pid), (await ServedAsync("primary"), await _db1.DatabasePidAsync()));
        Assert.Equal(claim.Replace("test/db1", "test/primary"), await ClaimAsync(_db1));
        Assert.Empty(other.ChangesTo(await _db2.SnapshotAsync()));
        (await _stack.UpAsync("--expect-no-changes")).MustSucceed();
    }

    /// <summary>The address and the host key are those of before, and nothing of ours is there.</summary>
    private async Task SetUpFromAnImageAsync()
    {
        var (certificates, served) = (await CertificatesAsync(), await ServedAsync("primary"));
        (await _db1.RunAsync(
            """
            printf 'request: 1\nowner: encryption-in-transit/test/primary\nend: 1\n' | encryption-in-transit release &&
            rm /usr/local/sbin/encryption-in-transit /usr/local/sbin/selfcertgen
            """)).MustSucceed();
        Assert.Empty(_before["db1"].ChangesTo(await _db1.SnapshotAsync()));

        (await _stack.UpAsync()).MustFail().MustSay("primary: ", "To put everything on it again, with its present certificates, set its reapply to 2, then up.");
        await _stack.SetAsync("encryption-in-transit:nodes[0].reapply", "2");
        (await _stack.UpAsync()).MustSucceed();

        await AssertInstalledAsync(_db1, "primary", certificates, served);
    }

    /// <summary>An empty disk and another host key.</summary>
    private async Task SetUpOnAnotherMachineAsync()
    {
        var (certificates, served) = (await CertificatesAsync(), await ServedAsync("db2"));
        await _stack.EditAsync(Regex.Escape(_db2.HostKey), _spare.HostKey);
        await _stack.EditAsync($"host: {Regex.Escape(_db2.Address)}", $"host: {_spare.Address}");

        (await _stack.UpAsync()).MustSucceed();

        await AssertInstalledAsync(_spare, "db2", certificates, served);
    }

    private async Task DeadAndTakenOutAsync()
    {
        var left = await _db1.SnapshotAsync();
        await using (await _spare.CutNetworkAsync())
        {
            await AbandonAsync("db2", "reapply: 5", "reissue: { all: 2 }", "requireSecureTransport: on");
            await _stack.EditAsync(Entry("db2") + @"(\1  [^\n]*\n)*", "");
            (await _stack.UpAsync()).MustSucceed();
        }

        Assert.DoesNotContain(await ResourcesAsync(), resource => resource.Name.StartsWith("db2", StringComparison.Ordinal));
        Assert.Equal(["primary"], (await _stack.ProofAsync()).Keys);
        Assert.Empty(left.ChangesTo(await _db1.SnapshotAsync()));
    }

    /// <summary>The machine of before, whose claim is its own.</summary>
    private async Task AddedAsync()
    {
        var left = await _db1.SnapshotAsync();
        await _stack.EditAsync(Entry("primary"), Lines(
            "db2", "kind: mysql", $"hostname: {_db2.Hostname}", "abruptCaChange: true",
            $$"""ssh: { host: {{_db2.Address}}, hostKey: "{{_db2.HostKey}}" }""") + "$0");

        (await _stack.UpAsync()).MustSucceed();

        Assert.Equal(["db2", "primary"], (await _stack.ProofAsync()).Keys.Order());
        Assert.Empty(left.ChangesTo(await _db1.SnapshotAsync()));
    }

    private async Task DeadAndDestroyedAsync()
    {
        await using (await _db2.CutNetworkAsync())
        {
            await AbandonAsync("db2");
            (await _stack.RunAsync("destroy", "--yes")).MustSucceed();
        }

        Assert.Empty(await ResourcesAsync());
        Assert.Empty(_before["db1"].ChangesTo(await _db1.SnapshotAsync()));
    }

    /// <summary>Once the stack has been up with it, the node is not needed any more.</summary>
    private async Task AbandonAsync(string name, params string[] otherChanges)
    {
        await _stack.EditAsync(Entry(name), Lines(name, ["abandon: true", .. otherChanges]));
        (await _stack.UpAsync()).MustSucceed().MustSay($"{name}: abandoned: nothing was done on it, and nothing proved. Take it out of nodes now");
        (await _stack.UpAsync("--expect-no-changes")).MustSucceed();
    }

    private async Task AssertInstalledAsync(LabNode node, string name, IReadOnlyDictionary<string, string> certificates, string served)
    {
        Assert.Equal(certificates, await CertificatesAsync());
        Assert.Equal(served, await ServedAsync(name));
        Assert.Equal("X509", (await node.QueryAsync("SELECT ssl_type FROM mysql.user WHERE user = 'app'")).Trim());
        (await _stack.UpAsync("--expect-no-changes")).MustSucceed();
    }

    /// <summary>The first line of a node's entry.</summary>
    private static string Entry(string name) => $"(?m)^( *)- name: {name}\n";

    /// <summary>Lines for an entry, in its indentation.</summary>
    private static string Lines(string name, params string[] keys) =>
        $"$1- name: {name}\n" + string.Concat(keys.Select(key => $"$1  {key}\n"));

    /// <summary>What a preview would do to the resources that it touches.</summary>
    private async Task<IReadOnlyList<string>> PlannedAsync()
    {
        var run = (await _stack.RunAsync("preview", "--json")).MustSucceed();
        return [.. JsonDocument.Parse(run.Output).RootElement.GetProperty("steps").EnumerateArray()
            .Select(step => step.GetProperty("op").GetString()!).Where(op => op != "same")];
    }

    /// <summary>Each certificate of the state, by the name that its resource had first.</summary>
    private async Task<IReadOnlyDictionary<string, string>> CertificatesAsync() => (await ResourcesAsync())
        .Where(resource => resource.Certificate is not null)
        .OrderBy(resource => resource.Name, StringComparer.Ordinal)
        .ToDictionary(resource => resource.Name.Replace("primary-", "db1-"), resource => resource.Certificate!);

    private async Task<IReadOnlyList<(string Name, string? Certificate)>> ResourcesAsync() =>
        (await _stack.ExportAsync()).GetProperty("deployment").TryGetProperty("resources", out var resources)
            ? [.. resources.EnumerateArray().Select(resource => (
                resource.GetProperty("urn").GetString()!.Split("::")[^1],
                resource.TryGetProperty("outputs", out var outputs) && outputs.TryGetProperty("certPem", out var pem) ? pem.GetString() : null))]
            : [];

    private async Task<string> ServedAsync(string name) => (await _stack.ProofAsync())[name].GetProperty("servedSha256").GetString()!;

    private static async Task<string> ClaimAsync(LabNode node) => await node.ReadFileAsync("/var/lib/encryption-in-transit/claim");
}
