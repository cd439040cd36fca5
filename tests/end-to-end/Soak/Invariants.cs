using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EncryptionInTransit.EndToEnd.Tests.Soak;

/// <summary>What is true after each step, whatever it was.</summary>
internal sealed partial class Invariants(SoakFleet fleet)
{
    private const string Keys = "/var/lib/jelastic/keys/SSL-TLS";

    /// <summary>Nothing is left to do, and all is as the model says.</summary>
    public async Task HoldAsync()
    {
        await NothingIsToDoAsync();
        LeavesNothingHere();
        var resources = (await fleet.Stack.ExportAsync()).GetProperty("deployment").GetProperty("resources").EnumerateArray().ToList();
        var proof = resources.Single(resource => resource.GetProperty("type").GetString() == "pulumi:pulumi:Stack")
            .GetProperty("outputs").GetProperty("proof").EnumerateArray().ToDictionary(row => row.GetProperty("node").GetString()!);
        Assert.Equal(fleet.Model.Members.Select(node => node.Name).Order(StringComparer.Ordinal), proof.Keys.Order(StringComparer.Ordinal));
        await Task.WhenAll(fleet.Model.Members.Select(node => HoldOnAsync(node, proof[node.Name], Certificate(resources, $"{node}-server-certificate"))));
    }

    /// <summary>While clients are audited, each run looks at them again.</summary>
    private async Task NothingIsToDoAsync()
    {
        if (fleet.Model.Policy.RequireSecureTransport != "audit")
        {
            (await fleet.RunAsync("preview", "--expect-no-changes")).MustSucceed();
            return;
        }
        var preview = (await fleet.RunAsync("preview")).MustSucceed();
        Assert.All(PlannedPattern().Matches(preview.Output), step => Assert.EndsWith("-clients", step.Groups[1].Value, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^ *[-+~]+ +\S+:\S+ (\S+) ", RegexOptions.Multiline)]
    private static partial Regex PlannedPattern();

    private async Task HoldOnAsync(NodeModel node, JsonElement proof, X509Certificate2 issued)
    {
        var machine = node.Machine;
        var sha256 = issued.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256).ToLowerInvariant();
        Assert.Equal("[]", proof.GetProperty("failures").GetRawText());
        Assert.Equal((sha256, sha256), (proof.GetProperty("issuedSha256").GetString(), proof.GetProperty("servedSha256").GetString()));

        var verified = await machine.RunAsync("/usr/local/sbin/encryption-in-transit verify");
        Assert.True(verified.ExitCode == 0, $"verify on {machine.Name}:\n{verified.Output}{verified.Error}");
        var served = X509Certificate2.CreateFromPem((await machine.RunAsync($"cat {Keys}/server/server.crt")).MustSucceed().Output);
        Assert.Equal(issued.Thumbprint, served.Thumbprint);
        Assert.Equal(fleet.Model.Policy.Algorithm, served.GetRSAPublicKey() is null ? "ECDSA" : "RSA");
        Assert.Equal(
            new[] { machine.Hostname, node.AlternativeName }.OfType<string>(),
            served.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames());
        Assert.Equal(fleet.Model.CaGenerations.Count, Regex.Count(await machine.ReadFileAsync($"{Keys}/server/root.crt"), "BEGIN CERTIFICATE"));

        Assert.Equal(Policy(node), await PolicyOfAsync(node));
        Assert.Equal("", (await machine.RunAsync(
            $$"""
            find {{Keys}}/ -name '*.key' ! \( -perm 0600 -a \( -user root -o -user mysql \) \)
            find {{Keys}}/ /var/lib/encryption-in-transit /etc/mysql /usr/local/sbin -name '*.new'
            find /tmp /var/tmp -mindepth 1 ! -name '.*' ! -path '*/systemd-*'
            pgrep -af '^[^ ]*sh /usr/local/sbin/encryption-in-transit'
            """)).Output);
    }

    /// <summary>What the server has in force, as the model has it.</summary>
    private string Policy(NodeModel node) => string.Join('\n',
        fleet.Model.Policy.MinimumVersion == "TLSv1.3" ? "TLSv1.3" : "TLSv1.2,TLSv1.3",
        fleet.Model.Policy.RequireSecureTransport == "on" ? "ON" : "OFF",
        Required(App.User),
        Required(SoakFleet.OtherUser)) + "\n";

    private string Required(string user) => user + " " + fleet.Model.Policy.Accounts.GetValueOrDefault(user) switch
    {
        null => "",
        "SSL" => "ANY",
        "SUBJECT" => "SPECIFIED",
        var other => other,
    };

    private static Task<string> PolicyOfAsync(NodeModel node) => node.Machine.QueryAsync(
        $"""
        SELECT @@GLOBAL.tls_version;
        SELECT IF(@@GLOBAL.require_secure_transport, 'ON', 'OFF');
        SELECT CONCAT(user, ' ', ssl_type) FROM mysql.user WHERE user IN ('{App.User}', '{SoakFleet.OtherUser}') ORDER BY user;
        """);

    /// <summary>No lock that somebody has left, no temporary file; .NET's own diagnostics, which a killed process leaves, are not ours.</summary>
    private void LeavesNothingHere()
    {
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(fleet.Stack.StateFolder, "locks"), "*", SearchOption.AllDirectories));
        Assert.Empty(fleet.Stack.TemporaryFolder.EnumerateFileSystemInfos()
            .Where(entry => !entry.Name.StartsWith("dotnet-diagnostic-", StringComparison.Ordinal) && !entry.Name.StartsWith("clr-debug-pipe-", StringComparison.Ordinal))
            .Select(entry => entry.Name));
    }

    private static X509Certificate2 Certificate(IEnumerable<JsonElement> resources, string name) => X509Certificate2.CreateFromPem(resources
        .Single(resource => resource.GetProperty("urn").GetString()!.EndsWith($"::{name}", StringComparison.Ordinal))
        .GetProperty("outputs").GetProperty("certPem").GetString()!);
}
