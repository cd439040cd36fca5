using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Infra.Renewing;
using Pulumi;

namespace EncryptionInTransit.Infra.Registering;

/// <summary>All that the program registers, beside the configuration that it comes from.</summary>
/// <param name="Certificates">One per user and node.</param>
/// <param name="Groups">Those whose nodes have an order.</param>
internal sealed record RegisteredStack(
    IReadOnlyList<RegisteredNode> Nodes, IReadOnlyList<RegisteredProxy> Proxies, IReadOnlyList<RegisteredCertificate> Certificates,
    IReadOnlyList<NodeGroup> Groups)
{
    /// <param name="lookedAt">When this run looks at clients that come without TLS.</param>
    public static RegisteredStack Register(StackConfiguration configuration, IssuedBefore before, DateTimeOffset lookedAt)
    {
        var authorities = configuration.Authorities.ToDictionary(authority => authority.Name, authority => new Authority(authority));
        var groups = configuration.OrderedGroups().ToDictionary(group => group, group => new NodeGroup(group.Name, group.Topology!.Value, group.EncryptStreams));
        var nodes = configuration.Nodes.ToDictionary(node => node.Name, node => new EncryptedNode(node.Name, node.Args with
        {
            Group = groups.FirstOrDefault(group => group.Key.Nodes.Contains(node.Name)).Value,
            Authority = Signing(node.Args.Certificates),
            History = node.Args.History with { Resources = before.Resources },
        }));
        foreach (var group in groups.Values)
            group.Complete();

        var proxies = configuration.Proxies
            .Select(proxy => new RegisteredProxy(proxy, new EncryptedProxy(proxy.Name, proxy.Args with
            {
                Backends = [.. proxy.Backends.Select(backend => Backend(backend, nodes[backend.Node], configuration))],
                LookedAt = lookedAt,
                Authority = Signing(proxy.Args.Certificates),
                History = proxy.Args.History with { Resources = before.Resources },
            })))
            .ToList();

        var certificates = configuration.Nodes
            .SelectMany(node => configuration.AccountsOn(node)
                .GroupBy(account => account.User)
                .Select(accounts => new RegisteredCertificate(node, [.. accounts],
                    new AccountCertificate(nodes[node.Name], accounts.Key, accounts.Max(account => account.Reissue),
                        accounts.Any(account => account.CaGeneration is null) ? null : accounts.Min(account => account.CaGeneration)))))
            .ToList();

        return new(
            [.. configuration.Nodes.Select(node => new RegisteredNode(node, nodes[node.Name],
                Authentication(node, nodes[node.Name], configuration, before, proxies, certificates, lookedAt)))],
            proxies,
            certificates,
            [.. groups.Values])
        {
            Authorities = authorities,
        };

        Authority? Signing(CertificateSetArgs args) => args.Authority is { } authority ? authorities[authority.Name] : null;
    }

    /// <summary>By their names.</summary>
    public IReadOnlyDictionary<string, Authority> Authorities { get; private init; } = new Dictionary<string, Authority>();

    /// <summary>The component that is the node or the authority of this name.</summary>
    public Resource ComponentOf(string node) =>
        Authorities.GetValueOrDefault(node) ?? (Resource?)Nodes.FirstOrDefault(one => one.Configuration.Name == node)?.Node ?? Proxies.Single(proxy => proxy.Configuration.Name == node).Proxy;

    private static ProxyBackend Backend(BackendConfiguration backend, EncryptedNode node, StackConfiguration configuration)
    {
        var database = configuration.Nodes.Single(one => one.Name == backend.Node);
        return new(node, backend.Host, backend.Port,
            database.Args.Tls.RequireSecureTransport == SecureTransportPhase.On ? PlaintextExclusion.Transport : PlaintextExclusion.Accounts,
            [.. configuration.AccountsOn(database).Select(account => account.User).Distinct()]);
    }

    /// <summary>Null where there is nothing to enforce and nobody to look at.</summary>
    private static ClientAuthentication? Authentication(
        NodeConfiguration node, EncryptedNode registered, StackConfiguration configuration, IssuedBefore before,
        IReadOnlyList<RegisteredProxy> proxies, IReadOnlyList<RegisteredCertificate> certificates, DateTimeOffset lookedAt)
    {
        var accounts = configuration.AccountsOn(node)
            .Select(account => new ClientAccount(
                certificates.Single(one => one.Node == node && one.Accounts.Contains(account)).Certificate,
                account.Host, account.Requirement, account.Authentication))
            .ToList();
        if (accounts.Count == 0 && node.Args.Tls.RequireSecureTransport == SecureTransportPhase.Off && !IsLeftAsItWas())
            return null;
        return new(registered, new ClientAuthenticationArgs
        {
            Accounts = accounts,
            AllowedPlaintextClients = configuration.AllowedPlaintextClientsOn(node),
            Proxies =
            [
                .. proxies
                    .Where(proxy => proxy.Configuration.Backends.Any(backend => backend.Node == node.Name))
                    .Select(proxy => proxy.Proxy),
            ],
            LookedAt = lookedAt,
        });

        // Taken out it would be undone on the node.
        bool IsLeftAsItWas() => node.Args.History.IsAbandoned
            && before.Resources.Contains(ClientAuthentication.CommandOf(before.NameOf(node.Name, node.Args.History)));
    }
}

/// <summary>A database node, as configured and as registered.</summary>
/// <param name="Authentication">Null where nothing is asked of the clients.</param>
internal sealed record RegisteredNode(NodeConfiguration Configuration, EncryptedNode Node, ClientAuthentication? Authentication);

/// <summary>A ProxySQL node, as configured and as registered.</summary>
internal sealed record RegisteredProxy(ProxyConfiguration Configuration, EncryptedProxy Proxy);

/// <summary>The certificate of a user's accounts on a node.</summary>
internal sealed record RegisteredCertificate(
    NodeConfiguration Node, IReadOnlyList<AccountConfiguration> Accounts, AccountCertificate Certificate);
