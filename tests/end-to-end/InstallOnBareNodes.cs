using System.Text.Json;

namespace EncryptionInTransit.EndToEnd.Tests;

public sealed class InstallOnBareNodes(InstalledFleet fleet) : IClassFixture<InstalledFleet>
{
    private const string Keys = "/var/lib/jelastic/keys/SSL-TLS";

    [Fact]
    public async Task ProvesEveryNode()
    {
        var proof = await fleet.Stack.ProofAsync();

        Assert.Equal(["db1", "db2", "db3"], proof.Keys.Order());
        foreach (var row in proof.Values)
        {
            Assert.Equal(row.GetProperty("issuedSha256").GetString(), row.GetProperty("servedSha256").GetString());
            Assert.Equal("TLSv1.3", row.GetProperty("protocol").GetString());
            Assert.Equal("accepted", row.GetProperty("plaintext").GetString());
            Assert.Equal(0, row.GetProperty("failures").GetArrayLength());
        }
    }

    [Fact]
    public async Task ShowsTheProofAsATable() =>
        (await fleet.Stack.RunAsync("stack", "output", "proofTable")).MustSucceed()
            .MustSay("db1", "db2", "db3", "10.11", "11.8", "9.7", "db1.", "TLSv1.3", "accepted");

    [Fact]
    public async Task RestartsMariaDbButNotMySql()
    {
        var pids = await fleet.DatabasePidsAsync();

        Assert.NotEqual(fleet.PidsBefore["db1"], pids["db1"]);
        Assert.NotEqual(fleet.PidsBefore["db2"], pids["db2"]);
        Assert.Equal(fleet.PidsBefore["db3"], pids["db3"]);
    }

    [Fact]
    public async Task PutsTheDocumentedFilesWithTheirModesAndOwners()
    {
        foreach (var node in fleet.Nodes)
        {
            var listing = (await node.RunAsync(
                $"cd {Keys} && stat -L -c '%n %a %U' server/root.crt server/server.crt server/server.key client/root.crt client/client.crt client/client.key"))
                .MustSucceed().Output;

            Assert.Equal(
                """
                server/root.crt 644 root
                server/server.crt 644 root
                server/server.key 600 mysql
                client/root.crt 644 root
                client/client.crt 644 root
                client/client.key 600 root

                """,
                listing);
        }
    }

    [Fact]
    public async Task PutsCertificatesThatOpenSslFindsStrictlyRight()
    {
        foreach (var node in fleet.Nodes)
        {
            var verdicts = (await node.RunAsync(
                $"cd {Keys} && openssl verify -x509_strict -purpose sslserver -verify_hostname {node.Hostname} -CAfile server/root.crt server/server.crt"
                + " && openssl verify -x509_strict -purpose sslclient -CAfile client/root.crt client/client.crt"
                + $" && openssl verify -x509_strict -verify_ip {node.Address} -CAfile server/root.crt server/server.crt"))
                .MustSucceed().Output;

            Assert.Equal(3, verdicts.Split(": OK").Length - 1);
        }
    }

    [Fact]
    public async Task PutsNoCaKeyOnANode()
    {
        var state = (await fleet.Stack.RunAsync("stack", "export", "--show-secrets")).MustSucceed().Output;
        var caKeys = JsonDocument.Parse(state).RootElement.GetProperty("deployment").GetProperty("resources").EnumerateArray()
            .Where(resource => resource.GetProperty("type").GetString() == "tls:index/privateKey:PrivateKey"
                && resource.GetProperty("urn").GetString()!.Contains("-ca-", StringComparison.Ordinal))
            .Select(resource => resource.GetProperty("outputs").GetProperty("privateKeyPem").GetProperty("plaintext").GetString()!)
            .Select(pem => JsonSerializer.Deserialize<string>(pem)!.Split('\n')[1])
            .ToArray();

        Assert.Equal(3, caKeys.Length);
        foreach (var node in fleet.Nodes)
            foreach (var line in caKeys)
            {
                var search = await node.RunAsync($"grep -rlF -e '{line}' /var/lib /etc /root /tmp /usr/local /run 2>/dev/null");
                Assert.Equal("", search.Output);
            }
    }

    [Fact]
    public async Task OpensOneSshConnectionPerNode() =>
        Assert.All((await fleet.SshLoginsAsync()).Values, count => Assert.Equal(1, count));

    [Fact]
    public async Task KeepsNoSecretInPlainStateHistoryOrOutput()
    {
        var secrets = new[] { "PRIVATE KEY", fleet.Nodes.First().ProofPassword };
        var state = await File.ReadAllTextAsync(fleet.Stack.StatePath);
        var files = Directory.EnumerateFiles(Path.GetDirectoryName(fleet.Stack.ConfigurationPath)!, "*", SearchOption.AllDirectories);

        Assert.Contains("ciphertext", state, StringComparison.Ordinal);
        foreach (var file in files)
        {
            var text = await File.ReadAllTextAsync(file);
            Assert.All(secrets, secret => Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{file} holds a secret"));
        }

        Assert.All(secrets, secret => fleet.FirstUp.MustNotSay(secret));
    }
}
