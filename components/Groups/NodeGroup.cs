using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Pulumi;
using Pulumi.Utilities;

namespace EncryptionInTransit;

/// <summary>
/// Database nodes that belong together: one at a time, replicas before what they replicate from, the next only when this one
/// is well again. Undone the other way round. What each of them is, they say themselves.
/// </summary>
/// <param name="name">For people.</param>
/// <param name="encryptsStreams">Whether its replicas fetch over TLS, or its members talk over TLS.</param>
public sealed class NodeGroup(string name, Topology topology, bool encryptsStreams = false)
{
    private readonly List<EncryptedNode> _added = [];
    private readonly TaskCompletionSource<ImmutableArray<EncryptedNode>> _nodes = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<ImmutableArray<EncryptedNode>?>? _order;

    public string Name => name;

    public Topology Topology => topology;

    public bool EncryptsStreams => encryptsStreams;

    /// <summary>Whether it is a cluster whose members talk over TLS with each other.</summary>
    internal bool IsEncryptedCluster => encryptsStreams && IsCluster;

    /// <summary>Whether its nodes are members of a cluster.</summary>
    internal bool IsCluster => topology == Topology.Galera;

    /// <summary>
    /// Changes exactly when something is asked of one of the nodes: then all are asked anew what they are. Nothing in it
    /// depends on what the nodes answer.
    /// </summary>
    internal Output<string> Moment => Output.Create(_nodes.Task)
        .Apply(nodes => Output.All(nodes.Select(node => node.ConfigFile.Asked)))
        .Apply(asked => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', asked)))));

    /// <summary>
    /// By what its nodes verify each other, whichever of them they talk to. A member of a cluster is given also the CAs between
    /// a root and a leaf, since it may know another one's leaf alone.
    /// </summary>
    internal Output<string> PeersCaCertificatePem => Output.Create(_nodes.Task).Apply(nodes => PublicPem.Joined(
        [.. nodes.Select(node => IsCluster ? node.Certificates.ServerCaCertificatePem : node.Certificates.CaCertificatePem)]));

    /// <summary>The same, to be there before any of them shows a new certificate; null where they do not verify each other.</summary>
    internal PeerTrust? PeerTrust => encryptsStreams ? new(IsCluster ? "cluster/root.crt" : "replication/root.crt", PeersCaCertificatePem) : null;

    /// <summary>How many nodes it has.</summary>
    internal Output<int> Size => Output.Create(_nodes.Task).Apply(nodes => nodes.Length);

    /// <summary>All of it has been registered: only now can there be an order.</summary>
    public void Complete() => _nodes.SetResult([.. _added]);

    /// <summary>In which they are activated; null while the nodes have not all said what they are.</summary>
    public Task<ImmutableArray<EncryptedNode>?> OrderAsync() => _order ??= FindOrderAsync();

    /// <summary>The nodes that have not said what they are in this run, in the order of the configuration.</summary>
    public async Task<IReadOnlyList<EncryptedNode>> WithoutRoleAsync()
    {
        var without = new List<EncryptedNode>();
        foreach (var node in await _nodes.Task)
        {
            if (!await OutputUtilities.GetIsKnownAsync(node.Role!.Stdout))
                without.Add(node);
        }
        return without;
    }

    internal void Add(EncryptedNode node) => _added.Add(node);

    /// <summary>What is to be there before a node is claimed: what all nodes are, and the claims that are released after it.</summary>
    internal Output<ImmutableArray<Resource>> BeforeClaim(EncryptedNode node) => Output.Create(ResourcesAsync(async () =>
        [.. (await _nodes.Task).Select(one => one.Role!), .. await NeighbourAsync(node, +1) is { } next ? new[] { next.Claim.Step } : []]));

    /// <summary>
    /// What is to be there before a node is activated. Where nodes verify each other, all know the CA of its new certificate
    /// by then.
    /// </summary>
    internal Output<ImmutableArray<Resource>> BeforeActivation(EncryptedNode node) => Output.Create(ResourcesAsync(async () =>
    [
        .. encryptsStreams ? (await _nodes.Task).Select(one => one.Files.Step) : [],
        .. await NeighbourAsync(node, -1) is { } previous ? new[] { previous.ConfigFile.Step } : [],
    ]));

    /// <summary>The activations of all nodes.</summary>
    internal Output<ImmutableArray<Resource>> Activations() => Output.Create(ResourcesAsync(async () =>
        [.. (await _nodes.Task).Select(node => node.ConfigFile.Step)]));

    /// <summary>
    /// What is to be there before it counts that a member of a cluster takes TLS: undone the other way round, one member
    /// after the other gives it up.
    /// </summary>
    internal Output<ImmutableArray<Resource>> BeforeOffer(EncryptedNode node) => Output.Create(ResourcesAsync(async () =>
        [node.ConfigFile.Step, .. await NeighbourAsync(node, -1) is { Cluster: { } previous } ? new[] { previous.Offer } : []]));

    /// <summary>What is to be there before the members of a cluster transfer their data over TLS.</summary>
    internal Output<ImmutableArray<Resource>> BeforeTransfers() => Output.Create(ResourcesAsync(async () =>
        [.. (await _nodes.Task).Select(one => one.Cluster!.Offer)]));

    /// <summary>What is to be there before a member of a cluster takes nothing but TLS.</summary>
    internal Output<ImmutableArray<Resource>> BeforeTraffic(EncryptedNode node) => Output.Create(ResourcesAsync(async () =>
    [
        .. (await _nodes.Task).Select(one => one.Cluster!.Transfers),
        .. await NeighbourAsync(node, -1) is { Cluster: { } previous } ? new[] { previous.Traffic } : [],
    ]));

    /// <summary>
    /// What is to be there before a node refuses plaintext: no stream between two nodes is refused while one of them still
    /// changes, or has streams in plaintext.
    /// </summary>
    internal Output<ImmutableArray<Resource>> BeforeClients() => Output.Create(ResourcesAsync(async () =>
        [.. (await _nodes.Task).SelectMany(node => node.Streams is { } streams ? new[] { node.ConfigFile.Step, streams } : [node.ConfigFile.Step])]));

    /// <summary>Always known: an unknown list would count for an empty one, and let a node go ahead of the others.</summary>
    private static async Task<ImmutableArray<Resource>> ResourcesAsync(Func<Task<RemoteStep[]>> steps) =>
        [.. (await steps()).SelectMany(step => step.Resources)];

    private async Task<EncryptedNode?> NeighbourAsync(EncryptedNode node, int distance) =>
        await OrderAsync() is { } order ? order.ElementAtOrDefault(order.IndexOf(node) + distance) : null;

    private async Task<ImmutableArray<EncryptedNode>?> FindOrderAsync()
    {
        var nodes = await _nodes.Task;
        if (topology == Topology.Galera)
            return nodes;
        if ((await WithoutRoleAsync()).Count > 0)
            return null;
        var roles = await Task.WhenAll(nodes.Select(async node => NodeRole.Parse(
            [node.Args.Ssh.Host, node.Args.Certificates.Hostname, .. node.Args.Certificates.AlternativeNames],
            await OutputUtilities.GetValueAsync(node.Role!.Stdout))));
        return [.. ActivationOrder.Of(roles).Select(index => nodes[index])];
    }
}
