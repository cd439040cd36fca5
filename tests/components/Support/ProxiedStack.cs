using Pulumi;

namespace EncryptionInTransit.Tests.Support;

/// <summary>Two databases, a proxy in front of both, and accounts on them; a test changes one thing.</summary>
internal sealed record ProxiedStack
{
    public SecureTransportPhase Phase { get; init; }

    public DateTimeOffset LookedAt { get; init; } = new(2026, 11, 25, 9, 30, 5, TimeSpan.FromHours(2));

    public CertificatePolicy Policy { get; init; } = new() { Organization = "Example" };

    public IReadOnlyList<(string User, string? Host, AccountRequirement Requirement, AccountAuthentication Authentication)> Accounts { get; init; } =
    [
        ("app", "%", AccountRequirement.Subject, AccountAuthentication.Password),
        ("app", "localhost", AccountRequirement.Ssl, AccountAuthentication.Password),
        ("batch", null, AccountRequirement.X509, AccountAuthentication.CertificateOnly),
        ("monitor", null, AccountRequirement.Ssl, AccountAuthentication.Password),
    ];

    public int AccountReissue { get; init; } = 1;

    /// <summary>Of the proxy.</summary>
    public NodeHistory History { get; init; } = new();

    public IReadOnlyList<string> AllowedPlaintextClients { get; init; } = [];

    public EncryptedProxyArgs Proxy { get; init; } = new()
    {
        Ssh = RegisteredNode.Args.Ssh with { Host = "10.0.0.21" },
        Certificates = new() { Hostname = "proxy.example.com" },
        Administrator = new("admin", "swordfish", 6032),
    };

    public Task<RegisteredNode> Registered(bool certificatesAreIssued = true) => RegisteredNode.AsRegistered(Register, certificatesAreIssued);

    private void Register(Func<ComponentResourceOptions> options)
    {
        var nodes = new[] { "db1", "db2" }.Select(name => new EncryptedNode(name, RegisteredNode.Args with
        {
            Certificates = RegisteredNode.Args.Certificates with { Hostname = $"{name}.example.com", Policy = Policy },
            Tls = new() { RequireSecureTransport = Phase },
        }, options())).ToList();

        var proxy = new EncryptedProxy("proxy", Proxy with
        {
            RequireSecureTransport = Phase,
            LookedAt = LookedAt,
            History = History,
            Backends =
            [
                new(nodes[0], "10.0.0.11", 3306, PlaintextExclusion.Accounts, ["app", "monitor"]),
                new(nodes[1], "db2", 3307, PlaintextExclusion.Transport, []),
            ],
        }, options());

        foreach (var node in nodes)
        {
            var certificates = Accounts.Select(account => account.User).Distinct()
                .ToDictionary(user => user, user => new AccountCertificate(node, user, AccountReissue));
            _ = new ClientAuthentication(node, new()
            {
                Accounts = [.. Accounts.Select(account =>
                    new ClientAccount(certificates[account.User], account.Host, account.Requirement, account.Authentication))],
                AllowedPlaintextClients = AllowedPlaintextClients,
                Proxies = [proxy],
                LookedAt = LookedAt,
            });
        }
    }
}
