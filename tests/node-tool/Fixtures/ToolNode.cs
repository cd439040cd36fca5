using EncryptionInTransit.Lab;

namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>A node with the tool on it.</summary>
internal sealed class ToolNode(LabNode node)
{
    public const string State = "/var/lib/encryption-in-transit";

    public LabNode Node => node;

    public bool IsMariaDb => node.Server == "mariadb";

    /// <summary>What runs the tool: nothing for its own first line (dash on these nodes), or another shell.</summary>
    public string Shell { get; init; } = "";

    public async Task PutToolAsync()
    {
        await node.PutFileAsync(ToolFile.PathOnNode, ToolFile.Text, "0755");
        await node.PutFileAsync(ToolFile.KeyMakerPathOnNode, await File.ReadAllTextAsync(ToolFile.KeyMakerFilePath), "0755");
    }

    public async Task<CommandOutput> RunAsync(string verb, string? request = null) =>
        await node.RunAsync($"{Shell} {ToolFile.PathOnNode} {verb}", request);

    /// <summary>Claims the node and returns the claim's id.</summary>
    public async Task<string> ClaimAsync() => (await RunAsync("claim", Requests.Claim(node.Server))).MustSucceed().Output.Trim();

    public async Task<CommandOutput> ReleaseAsync(string owner = Requests.Owner) => await RunAsync("release", Requests.Release(node, owner));

    /// <summary>Claim, certificates, activation: what an update does.</summary>
    public async Task<CommandOutput> EncryptAsync(Certificates certificates, string? configuration = null, string restart = "allowed")
    {
        var claim = await PrepareAsync(certificates);
        return await ActivateAsync(claim, certificates, configuration, restart);
    }

    /// <summary>Claims the node and puts certificates on it, not in use yet.</summary>
    public async Task<string> PrepareAsync(Certificates certificates)
    {
        var claim = await ClaimAsync();
        (await RunAsync("install-certificates", Requests.InstallCertificates(claim, certificates))).MustSucceed();
        return claim;
    }

    public async Task<CommandOutput> ActivateAsync(
        string claim, Certificates certificates, string? configuration = null, string restart = "allowed", string? topology = null) =>
        await RunAsync("activate", Requests.Activate(claim, certificates, configuration ?? ServerConfiguration.Text(), restart, topology: topology));

    public async Task<CommandOutput> RoleAsync(string? topology) => await RunAsync("role", Requests.Role(node.Server, topology));

    /// <summary>SHA-256 of the certificate that a fresh connection gets, asked without the tool; empty for no TLS.</summary>
    public async Task<string> ServedAsync() => (await node.RunAsync(
        """
        openssl s_client -starttls mysql -connect 127.0.0.1:3306 </dev/null 2>/dev/null |
            openssl x509 -outform DER 2>/dev/null >/run/served && sha256sum </run/served | cut -d' ' -f1
        """)).Output.Trim();

    public async Task<string> VariableAsync(string name) => (await node.QueryAsync($"SELECT @@global.{name}")).Trim();

    /// <summary>The node but for the tool's own records.</summary>
    public async Task<string> ServerAndFilesAsync()
    {
        var snapshot = await node.SnapshotAsync();
        return (snapshot with { Files = [.. snapshot.Files.Where(line => !line.StartsWith(State, StringComparison.Ordinal))] }).ToString();
    }

    /// <summary>Enforces on a node that is claimed already.</summary>
    /// <param name="phase">off, audit or on.</param>
    public async Task<CommandOutput> EnforceAsync(string phase, params (string Name, string Content)[] files) =>
        await RunAsync("enforce", Requests.Enforce(await ClaimAsync(), phase, files));
}
