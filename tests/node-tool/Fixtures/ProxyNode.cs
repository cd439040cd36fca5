using EncryptionInTransit.Lab;

namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>What activate-proxy is asked for.</summary>
internal sealed record ProxyActivation(Certificates Certificates, IReadOnlyList<ProxyBackend> Backends)
{
    /// <summary>How plaintext is excluded on the backends: transport or accounts.</summary>
    public string Exclusion { get; init; } = "transport";

    public string RequireSecureTransport { get; init; } = "off";

    /// <summary>Kind and name, parted by a tab.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>Users that are restricted on every backend.</summary>
    public IReadOnlyList<string> RestrictedUsers { get; init; } = [];

    /// <summary>What the backends should serve, if not what they do.</summary>
    public string? BackendFingerprint { get; init; }

    /// <summary>The CA of the backends, if not their own.</summary>
    public string? BackendCa { get; init; }

    public string Text(string claim) => Requests.Text(
        [$"claim: {claim}", $"server-generation: {Certificates.ServerGeneration}", $"client-generation: {Certificates.ClientGeneration}",
            $"certificate-sha256: {Certificates.Fingerprint}", "reapply: 1", $"require-secure-transport: {RequireSecureTransport}"],
        ("backends", Lines(Backends.Select(backend => $"{HostAndPort(backend)}\t{BackendFingerprint ?? backend.Certificates.Fingerprint}\t{Exclusion}"))),
        ("restricted-users", Lines(Backends.SelectMany(backend => RestrictedUsers.Select(user => $"{HostAndPort(backend)}\t{user}")))),
        ("allowed", Lines(Allowed)),
        ("backend-cas", Lines(Backends.Select(backend =>
            $"# {backend.Tool.Node.Address} {backend.Tool.Node.Port}\n{(BackendCa ?? backend.Certificates.Root).TrimEnd('\n')}"))));

    private static string HostAndPort(ProxyBackend backend) => $"{backend.Tool.Node.Address}\t{backend.Tool.Node.Port}";

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}

/// <summary>A ProxySQL with the tool on it.</summary>
internal sealed class ProxyNode(ToolNode tool, IReadOnlyList<ProxyBackend> backends)
{
    public const string AdminPassword = "admin";

    public ToolNode Tool => tool;

    public LabNode Node => tool.Node;

    public static string ClaimRequest(string owner = Requests.Owner, string password = AdminPassword, string? port = null, string? formerly = null) => Requests.Text(
        [$"owner: {owner}", "server: proxysql", "admin-user: admin", $"admin-password: {password}", .. port is null ? [] : new[] { $"admin-port: {port}" },
            .. formerly is null ? [] : new[] { $"formerly: {formerly}" }]);

    public async Task<string> ClaimAsync() => (await tool.RunAsync("claim", ClaimRequest())).MustSucceed().Output.Trim();

    /// <summary>Claims the node and puts certificates on it, not in use yet.</summary>
    public async Task<string> PrepareAsync(Certificates certificates)
    {
        var claim = await ClaimAsync();
        (await tool.RunAsync("install-certificates", Requests.InstallCertificates(claim, certificates))).MustSucceed();
        return claim;
    }

    /// <summary>All backends, nothing allowed, nothing enforced.</summary>
    public ProxyActivation Wanted(Certificates certificates) => new(certificates, backends);

    /// <summary>Claim, certificates, activation: what an update does.</summary>
    public async Task<CommandOutput> EncryptAsync(ProxyActivation wanted)
    {
        var claim = await PrepareAsync(wanted.Certificates);
        return await tool.RunAsync("activate-proxy", wanted.Text(claim));
    }

    public Task<CommandOutput> EncryptAsync(Certificates certificates) => EncryptAsync(Wanted(certificates));

    public Task<CommandOutput> ReleaseAsync() => tool.RunAsync("release", ClaimRequest());

    /// <summary>SHA-256 of the certificate that a fresh connection to the frontend gets, asked without the tool; empty for no TLS.</summary>
    public async Task<string> ServedAsync() => (await Node.RunAsync(
        $"""
        openssl s_client -starttls mysql -connect 127.0.0.1:{Node.Port} </dev/null 2>/dev/null |
            openssl x509 -outform DER 2>/dev/null >/run/served && sha256sum </run/served | cut -d' ' -f1
        """)).Output.Trim();

    public async Task RestartAsync() => (await Node.RunAsync($"service {Node.Service} restart")).MustSucceed();
}
