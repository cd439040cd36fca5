using System.Text.Json;
using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>Nodes that make their servers' keys themselves: the keys are nowhere else, and all else is as with keys of the stack.</summary>
public sealed class KeysOnTheNodes(KeyMakingFleet fleet) : IClassFixture<KeyMakingFleet>
{
    private const string KeyPath = "/var/lib/jelastic/keys/SSL-TLS/server/server.key";

    [Fact]
    public async Task NeverLeaveThem_AndLiveAsLongAsTheirCertificates()
    {
        var first = (await fleet.Stack.UpAsync()).MustSucceed();
        var pids = await fleet.DatabasePidsAsync();
        await AreNowhereElseAsync(first);
        await ANoChangeRunAsksNobodyAsync();
        await AnotherCertificateForTheSameKeyAsync();
        await AReissueMakesAnotherKeyAsync();
        await ACaRolloverKeepsTheKeyAsync();
        await ToKeysOfTheStackAndBackAsync();
        Assert.Equal(pids, await fleet.DatabasePidsAsync());
        await ANodeThatWasSetUpAnewMakesAnotherKeyAsync();

        (await fleet.Stack.RunAsync("destroy", "--yes")).MustSucceed();
        foreach (var (name, after) in await fleet.SnapshotsAsync())
            Assert.Empty(fleet.Before[name].ChangesTo(after));
    }

    private async Task AreNowhereElseAsync(Run run)
    {
        var everything = run.Text + await SecretsOfTheStateAsync();
        foreach (var node in fleet.Nodes)
        {
            var lines = (await node.ReadFileAsync(KeyPath)).Split('\n').Where(line => line.Length == 64).ToList();
            Assert.NotEmpty(lines);
            Assert.All(lines, line => Assert.DoesNotContain(line, everything, StringComparison.Ordinal));
            var served = (await node.RunAsync("cat /var/lib/jelastic/keys/SSL-TLS/server/server.crt")).MustSucceed().Output;
            await StrictOutsiders.AcceptAsync(served, await node.ReadFileAsync("/var/lib/jelastic/keys/SSL-TLS/server/root.crt"), node.Hostname);
        }
        // The search finds what is there.
        Assert.Contains((await fleet.Nodes.First().ReadFileAsync("/var/lib/jelastic/keys/SSL-TLS/client/client.key")).Split('\n')[1], everything, StringComparison.Ordinal);
        Assert.DoesNotContain(await ResourcesAsync(), name => name.EndsWith("-server-key", StringComparison.Ordinal));
    }

    private async Task ANoChangeRunAsksNobodyAsync()
    {
        var logins = await fleet.SshLoginsAsync();

        (await fleet.Stack.UpAsync("--expect-no-changes")).MustSucceed();

        Assert.Equal(logins, await fleet.SshLoginsAsync());
    }

    /// <summary>As an early renewal does, which is the tls provider's alone.</summary>
    private async Task AnotherCertificateForTheSameKeyAsync()
    {
        var (keys, served) = (await KeysAsync(), await fleet.ServedCertificatesAsync());

        (await fleet.Stack.UpAsync("--replace", "**tls:index/locallySignedCert:LocallySignedCert::db1-server-certificate")).MustSucceed();

        Assert.Equal(keys, await KeysAsync());
        Assert.NotEqual(served["db1"], (await fleet.ServedCertificatesAsync())["db1"]);
        Assert.Equal(served["db2"], (await fleet.ServedCertificatesAsync())["db2"]);
    }

    private async Task AReissueMakesAnotherKeyAsync()
    {
        var keys = await KeysAsync();
        await fleet.Stack.SetAsync("encryption-in-transit:nodes[0].reissue.server", "2");

        var planned = await PlannedAsync();
        Assert.Equal("update", planned["db1-signing-request"]);
        Assert.Equal("replace", planned["db1-server-certificate"]);
        Assert.All(planned.Keys, name => Assert.StartsWith("db1", name, StringComparison.Ordinal));
        (await fleet.Stack.UpAsync()).MustSucceed();

        Assert.NotEqual(keys["db1"], (await KeysAsync())["db1"]);
        Assert.Equal(keys["db2"], (await KeysAsync())["db2"]);
    }

    private async Task ACaRolloverKeepsTheKeyAsync()
    {
        var keys = await KeysAsync();
        foreach (var generations in new[] { "[1, 2]", "[2]" })
        {
            await fleet.Stack.SetCaGenerationsAsync(generations);
            (await fleet.Stack.UpAsync()).MustSucceed();
            Assert.Equal(keys, await KeysAsync());
        }
    }

    private async Task ToKeysOfTheStackAndBackAsync()
    {
        var keys = await KeysAsync();
        await fleet.Stack.EditAsync("keys: node", "keys: state");
        (await fleet.Stack.UpAsync()).MustSucceed();
        var sent = await fleet.Nodes.First().ReadFileAsync(KeyPath);
        Assert.Contains("db1-server-key", await ResourcesAsync());
        Assert.DoesNotContain("db1-signing-request", await ResourcesAsync());
        Assert.Empty(keys.Values.Intersect((await KeysAsync()).Values));

        await fleet.Stack.EditAsync("keys: state", "keys: node");
        (await fleet.Stack.UpAsync()).MustSucceed();
        Assert.DoesNotContain("db1-server-key", await ResourcesAsync());
        Assert.DoesNotContain(sent.Split('\n')[1], await SecretsOfTheStateAsync(), StringComparison.Ordinal);
        (await fleet.Stack.UpAsync("--expect-no-changes")).MustSucceed();
    }

    private async Task ANodeThatWasSetUpAnewMakesAnotherKeyAsync()
    {
        var (keys, served) = (await KeysAsync(), await fleet.ServedCertificatesAsync());
        (await fleet.Nodes.First().RunAsync(
            """
            printf 'request: 1\nowner: encryption-in-transit/test/db1\nend: 1\n' | encryption-in-transit release &&
            rm /usr/local/sbin/encryption-in-transit /usr/local/sbin/selfcertgen
            """)).MustSucceed();
        Assert.Empty(fleet.Before["db1"].ChangesTo(await fleet.Nodes.First().SnapshotAsync()));

        await fleet.Stack.SetAsync("encryption-in-transit:nodes[0].reapply", "2");
        (await fleet.Stack.UpAsync()).MustSucceed();

        Assert.NotEqual(keys["db1"], (await KeysAsync())["db1"]);
        Assert.NotEqual(served["db1"], (await fleet.ServedCertificatesAsync())["db1"]);
        Assert.Equal((keys["db2"], served["db2"]), ((await KeysAsync())["db2"], (await fleet.ServedCertificatesAsync())["db2"]));
        (await fleet.Stack.UpAsync("--expect-no-changes")).MustSucceed();
    }

    /// <summary>SHA-256 of each node's key.</summary>
    private async Task<Dictionary<string, string>> KeysAsync()
    {
        var sums = await Task.WhenAll(fleet.Nodes.Select(async node => (node.Name, Sum: (await node.RunAsync($"sha256sum <{KeyPath}")).MustSucceed().Output)));
        return sums.ToDictionary(pair => pair.Name, pair => pair.Sum);
    }

    /// <summary>All of the state in plain text, with its line ends as line ends.</summary>
    private async Task<string> SecretsOfTheStateAsync() =>
        (await fleet.Stack.RunAsync("stack", "export", "--show-secrets")).MustSucceed().Output.Replace("\\\\n", "\n").Replace("\\n", "\n");

    private async Task<IReadOnlyList<string>> ResourcesAsync() =>
        [.. (await fleet.Stack.ExportAsync()).GetProperty("deployment").GetProperty("resources").EnumerateArray()
            .Select(resource => resource.GetProperty("urn").GetString()!.Split("::")[^1])];

    /// <summary>What a preview would do to each resource that it touches.</summary>
    private async Task<IReadOnlyDictionary<string, string>> PlannedAsync()
    {
        var run = (await fleet.Stack.RunAsync("preview", "--json")).MustSucceed();
        return JsonDocument.Parse(run.Output).RootElement.GetProperty("steps").EnumerateArray()
            .Select(step => (Name: step.GetProperty("urn").GetString()!.Split("::")[^1], Op: step.GetProperty("op").GetString()!))
            .Where(step => step.Op is not ("same" or "create-replacement" or "delete-replaced"))
            .ToDictionary(step => step.Name, step => step.Op);
    }
}

/// <summary>Two nodes, one of each reload, with <c>keys: node</c>.</summary>
public sealed class KeyMakingFleet : Fleet
{
    protected override NodeSpec[] Specs { get; } = [new("db1", NodeKind.MariaDb118), new("db2", NodeKind.MySql97)];

    protected override string MoreConfiguration => """
          encryption-in-transit:certificates: { organization: Sun/Moon + Söhne, keys: node, caGenerations: [1] }

        """;
}
