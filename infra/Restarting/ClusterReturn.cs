using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Infra.Renewing;

namespace EncryptionInTransit.Infra.Restarting;

/// <summary>
/// Members that talk over TLS with each other and are to no longer: each goes back by two restarts. What undoes is not told what
/// the configuration says by now, so where they are forbidden it is refused before anything is touched.
/// </summary>
internal static class ClusterReturn
{
    public static IEnumerable<Mistake> Refused(StackConfiguration configuration, IssuedBefore before) =>
        from node in configuration.Nodes
        where !node.Args.RestartAllowed && Is(node, configuration, before)
        select new Mistake($"{GroupKeys.EncryptStreams.Name} of the group of {node.Name}", MistakeKind.NotTogether,
            "is true no longer, and the members go back to plaintext by two restarts of each, which restart: forbidden rules out. "
            + "Set restart: allowed when restarts suit you, or encryptStreams: true until then.");

    /// <summary>The nodes that are to talk over TLS with the other members of their cluster.</summary>
    public static IReadOnlySet<string> Members(StackConfiguration configuration) => configuration.OrderedGroups()
        .Where(group => group.EncryptStreams && group.Topology == Topology.Galera)
        .SelectMany(group => group.Nodes)
        .ToHashSet();

    /// <summary>Whether this is one of them.</summary>
    public static bool Is(NodeConfiguration node, StackConfiguration configuration, IssuedBefore before) =>
        !node.Args.History.IsAbandoned && !Members(configuration).Contains(node.Name)
        && before.Resources.Contains(ClusterEncryption.OfferOf(before.NameOf(node.Name, node.Args.History)));
}
