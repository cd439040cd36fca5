using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>
/// Three servers get their certificates from an intermediate of a company, RSA or ECDSA, with keys of the other kind; then from a CA that
/// they share. Clients trust nothing but the root.
/// </summary>
[Trait("Scope", "thorough")]
public sealed class CaOfACompany(FleetOfACompany fleet) : IClassFixture<FleetOfACompany>
{
    [Fact]
    public async Task SignsForAllServersAndClients_WhoTrustItsRootAlone()
    {
        using var rsa = await CorporateCa.CreateAsync("rsa", "rsa:2048");
        using var ecdsa = await CorporateCa.CreateAsync("ecdsa", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
        await fleet.BringAsync(0, "rsa", rsa);
        await fleet.BringAsync(1, "ecdsa", ecdsa);
        await fleet.Stack.SetAsync("encryption-in-transit:authorities[2].name", "shared");

        await fleet.Stack.SetAsync("encryption-in-transit:certificates.authority", "rsa");
        (await fleet.Stack.UpAsync()).MustSucceed().MustNotSay("PRIVATE KEY");
        await ServesAsync("id-ecPublicKey", rsa.Root, "databases");
        var pids = await fleet.DatabasePidsAsync();

        await IsRefusedAtOnceAsync();
        await GraduallyAsync(rsa.Root, ecdsa.Root);

        await AbruptAsync("shared", "RSA");
        var roots = await Task.WhenAll(fleet.Nodes.Select(node => node.ReadFileAsync("/var/lib/jelastic/keys/SSL-TLS/client/root.crt")));
        await ServesAsync("rsaEncryption", Assert.Single(roots.Distinct()), "shared CA 1");

        await fleet.Stack.SetAsync("encryption-in-transit:certificates.caGenerations[0]", "1");
        await fleet.Stack.SetAsync("encryption-in-transit:certificates.caGenerations[1]", "2");
        (await fleet.Stack.UpAsync()).MustSucceed();
        await ServesAsync("rsaEncryption", roots[0], "shared CA 2");
        Assert.Equal(pids, await fleet.DatabasePidsAsync());

        (await fleet.Stack.RunAsync("destroy", "--yes")).MustSucceed();
        foreach (var (name, after) in await fleet.SnapshotsAsync())
            Assert.Empty(fleet.Before[name].ChangesTo(after));
    }

    /// <summary>Nobody trusts the other root yet; no node is touched.</summary>
    private async Task IsRefusedAtOnceAsync()
    {
        var before = await fleet.SnapshotsAsync();
        await fleet.Stack.SetAsync("encryption-in-transit:certificates.authority", "ecdsa");

        (await fleet.Stack.UpAsync()).MustFail().MustSay("refused: this node serves with /O=Example/CN=rsa root /O=Example/CN=rsa databases", "none of that is among the CAs to come");

        foreach (var (name, after) in await fleet.SnapshotsAsync())
            Assert.Empty(before[name].ChangesTo(after));
    }

    /// <summary>
    /// A client that has got both roots meanwhile, and has its certificate of the first CA still, gets in at every moment,
    /// until that CA is trusted no more.
    /// </summary>
    private async Task GraduallyAsync(string before, string after)
    {
        await TrustBesideAsync("rsa", after);
        // Not before: what was refused has issued them anew.
        var certificates = await fleet.Stack.HandedOutAsync(App.User);
        foreach (var node in fleet.Nodes)
        {
            Assert.Equal(before + after, await node.ReadFileAsync("/var/lib/jelastic/keys/SSL-TLS/client/root.crt"));
            await GetsInAsync(node, before + after, certificates);
        }

        await TrustBesideAsync("ecdsa", before);
        await ServesAsync("rsaEncryption", after, "databases");
        foreach (var node in fleet.Nodes)
            await GetsInAsync(node, before + after, certificates);

        await TrustBesideAsync("ecdsa", after);
        foreach (var node in fleet.Nodes)
        {
            var refused = await (await ClientAsync(node, before + after, certificates)).ConnectAsync();
            Assert.True(refused.ExitCode != 0, $"{node.Name} lets in whoever has a certificate of the CA of before: {await node.ReadFileAsync("/var/lib/jelastic/keys/SSL-TLS/server/root.crt")}");
        }
    }

    private async Task TrustBesideAsync(string authority, string other)
    {
        await fleet.Stack.SetTextAsync("encryption-in-transit:certificates.alsoTrusted", other);
        await fleet.Stack.SetAsync("encryption-in-transit:certificates.authority", authority);
        await fleet.Stack.SetAsync("encryption-in-transit:certificates.algorithm", "RSA");
        (await fleet.Stack.UpAsync()).MustSucceed();
    }

    private async Task AbruptAsync(string authority, string algorithm)
    {
        await fleet.Stack.SetAsync("encryption-in-transit:certificates.authority", authority);
        await fleet.Stack.SetAsync("encryption-in-transit:certificates.algorithm", algorithm);
        foreach (var index in Enumerable.Range(0, fleet.Nodes.Count()))
            await fleet.Stack.SetAsync($"encryption-in-transit:nodes[{index}].abruptCaChange", "true");
        (await fleet.Stack.UpAsync()).MustSucceed();
        (await fleet.Stack.UpAsync("--expect-no-changes")).MustSucceed();
    }

    /// <summary>With TLS 1.2 as well, where the cipher list has to suit the certificate's key.</summary>
    private async Task ServesAsync(string key, string root, string issuer)
    {
        var clients = await fleet.Stack.HandedOutAsync(App.User);
        foreach (var node in fleet.Nodes)
        {
            await node.PutFileAsync("/run/root.crt", root);
            foreach (var version in new[] { "-tls1_2", "-tls1_3" })
                (await node.RunAsync($"openssl s_client -starttls mysql -connect 127.0.0.1:3306 {version} -CAfile /run/root.crt -no-CApath -verify_return_error -verify_hostname {node.Hostname} </dev/null")).MustSucceed();
            var served = (await node.RunAsync("cat /var/lib/jelastic/keys/SSL-TLS/server/server.crt")).MustSucceed().Output;
            await StrictOutsiders.AcceptAsync(served, root, node.Hostname);
            var text = (await node.RunAsync("openssl x509 -noout -text", served)).MustSucceed().Output;
            Assert.Matches($"Issuer: .*{issuer}\n[\\s\\S]*Public Key Algorithm: {key}", text);

            await StrictOutsiders.AcceptAsync(clients[node.Name].Certificate, root, hostname: null);
            await GetsInAsync(node, root, clients);
        }
    }

    private static async Task GetsInAsync(LabNode node, string root, Dictionary<string, HandedOut> clients) =>
        (await (await ClientAsync(node, root, clients)).ConnectAsync()).MustSucceed();

    private static async Task<VerifyingClient> ClientAsync(LabNode node, string root, Dictionary<string, HandedOut> clients)
    {
        var client = new VerifyingClient(node, node, "once");
        await client.HasAsync(clients[node.Name] with { Root = root }, clients[node.Name]);
        return client;
    }
}

/// <summary>Three nodes with an account that must show its certificate, and keys of ECDSA at first.</summary>
public sealed class FleetOfACompany : Fleet
{
    protected override string MoreConfiguration => App.Configuration;

    protected override async Task PrepareAsync()
    {
        foreach (var node in Nodes)
            await App.CreateAsync(node);
    }

    /// <summary>As a user would, from the files of the CA.</summary>
    public async Task BringAsync(int index, string name, CorporateCa ca)
    {
        await Stack.SetAsync($"encryption-in-transit:authorities[{index}].name", name);
        await Stack.SetTextAsync($"encryption-in-transit:authorities[{index}].certificate", ca.Intermediate);
        await Stack.SetTextAsync($"encryption-in-transit:authorities[{index}].chain", ca.Root);
        await Stack.SetSecretAsync($"encryption-in-transit:authorities[{index}].key", ca.Key);
    }
}
