using EncryptionInTransit.Proof;

namespace EncryptionInTransit.Infra.Configuration;

/// <summary>The stack's configuration, checked.</summary>
/// <param name="Nodes">The database nodes.</param>
/// <param name="Proxies">The ProxySQL nodes.</param>
/// <param name="Accounts">Each with the nodes where it is.</param>
/// <param name="HandOutFolder">Where clients will have their files: an absolute path.</param>
/// <param name="ProofAccount">The account of the proof on all nodes; null if there is none.</param>
/// <param name="ProofTimeout">For each connection of the proof.</param>
public sealed record StackConfiguration(
    IReadOnlyList<NodeConfiguration> Nodes,
    IReadOnlyList<ProxyConfiguration> Proxies,
    IReadOnlyList<AccountConfiguration> Accounts,
    string HandOutFolder,
    ProofAccount? ProofAccount,
    TimeSpan ProofTimeout)
{
    /// <summary>Those of its nodes that belong together.</summary>
    public IReadOnlyList<GroupConfiguration> Groups { get; init; } = [];

    /// <summary>The CAs that nodes can name.</summary>
    public IReadOnlyList<AuthorityArgs> Authorities { get; init; } = [];

    /// <summary>Whether there is an output for Prometheus.</summary>
    public bool Prometheus { get; init; }

    /// <summary>Those of the node, and the proof: it tries on purpose whether it gets in without TLS.</summary>
    public IReadOnlyList<string> AllowedPlaintextClientsOn(NodeConfiguration node) =>
        ProofAccount is null ? node.AllowedPlaintextClients : [.. node.AllowedPlaintextClients, $"{ProofAccount.User}@*"];

    /// <summary>What is issued for each node, whatever its kind.</summary>
    public IEnumerable<(string Name, NodeHistory History, CertificateSetArgs Args)> AllCertificates() =>
        Nodes.Select(node => (node.Name, node.Args.History, node.Args.Certificates))
            .Concat(Proxies.Select(proxy => (proxy.Name, proxy.Args.History, proxy.Args.Certificates)));

    /// <summary>The groups in which one node waits for another: at least two of them are there.</summary>
    public IEnumerable<GroupConfiguration> OrderedGroups() => Groups.Where(group => group.Topology is not null
        && Nodes.Count(node => group.Nodes.Contains(node.Name) && !node.Args.History.IsAbandoned) > 1);

    /// <summary>The accounts that are on the node, in the order of the configuration.</summary>
    public IEnumerable<AccountConfiguration> AccountsOn(NodeConfiguration node) =>
        Accounts.Where(account => account.Nodes.Contains(node.Name));
}

/// <summary>A database node of the configuration.</summary>
/// <param name="DatabaseHost">Where the proof connects, and where a proxy finds it if nothing else is said.</param>
public sealed record NodeConfiguration(string Name, EncryptedNodeArgs Args, string DatabaseHost, int DatabasePort)
{
    /// <summary>Of all nodes and of this one.</summary>
    public IReadOnlyList<string> AllowedPlaintextClients { get; init; } = [];
}

/// <summary>Nodes that belong together.</summary>
/// <param name="Topology">Null is nodes that each stand for themselves.</param>
/// <param name="Nodes">Their names.</param>
/// <param name="Restart">allowed or forbidden, for those of its nodes that do not say; null if it is wrong.</param>
/// <param name="EncryptStreams">Whether its replicas fetch over TLS, or its members talk over TLS.</param>
public sealed record GroupConfiguration(string Name, Topology? Topology, IReadOnlyList<string> Nodes, string? Restart, bool EncryptStreams);

/// <summary>A ProxySQL node of the configuration.</summary>
/// <param name="Args">Without the backends: they are other resources, to be registered first.</param>
/// <param name="FrontendHost">Where the proof connects.</param>
public sealed record ProxyConfiguration(
    string Name, EncryptedProxyArgs Args, string FrontendHost, int FrontendPort, IReadOnlyList<BackendConfiguration> Backends);

/// <summary>A database node behind a proxy.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Host">As ProxySQL knows it.</param>
/// <param name="Port">As ProxySQL knows it.</param>
public sealed record BackendConfiguration(string Node, string Host, int Port);

/// <summary>An account, and what is asked of it.</summary>
/// <param name="Host">Null is every account of the user.</param>
/// <param name="Nodes">The names of the nodes where it is.</param>
/// <param name="CaGeneration">The newest that may sign its certificates; null is the oldest one of each node.</param>
public sealed record AccountConfiguration(
    string User,
    string? Host,
    IReadOnlyList<string> Nodes,
    AccountRequirement Requirement,
    AccountAuthentication Authentication,
    int? CaGeneration,
    int Reissue);
