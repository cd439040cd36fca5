namespace EncryptionInTransit.Infra.Configuration;

/// <summary>What must be true of a group, its nodes, and groups side by side.</summary>
internal static class GroupChecks
{
    public static void Check(
        IReadOnlyList<SectionReader> sections, IReadOnlyList<GroupConfiguration> groups,
        IReadOnlyList<NodeConfiguration> nodes, IReadOnlyList<ProxyConfiguration> proxies)
    {
        var firstName = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var firstNode = new Dictionary<string, string>();
        foreach (var (section, group) in sections.Zip(groups))
        {
            if (group.Name.Length > 0 && !firstName.TryAdd(group.Name, section.PathOf(GroupKeys.Name)))
                section.Mistakes.Duplicate(section.PathOf(GroupKeys.Name), group.Name, firstName[group.Name], "Give each group a name of its own.");

            var entries = section.TextList(GroupKeys.Nodes) ?? [];
            foreach (var (path, name) in entries)
            {
                if (proxies.Any(proxy => proxy.Name == name))
                    section.Mistakes.Invalid(path, $"'{name}' is a ProxySQL node; a group is of the databases behind it. Take it out.");
                else if (nodes.All(node => node.Name != name))
                    section.Mistakes.NoSuchNode(path, name, [.. nodes.Select(node => node.Name)]);
                else if (!firstNode.TryAdd(name, path))
                    section.Mistakes.Duplicate(path, name, firstNode[name], "A node belongs to one group at most: take it out of one.");
                else if (group.Topology == Topology.Galera && nodes.First(node => node.Name == name).Args.Kind == DatabaseKind.MySql)
                    section.Mistakes.NotTogether(path, $"'{name}' is of kind mysql, which has no Galera. Correct its kind, or the topology.");
            }
            if (group.EncryptStreams && group.Topology is null)
                section.Mistakes.NotTogether(section.PathOf(GroupKeys.EncryptStreams),
                    $"is true, and topology is {GroupKeys.Standalone}: there are no streams between its nodes. Take it out.");
            if (group.EncryptStreams && group.Topology == Topology.Galera && nodes.FirstOrDefault(node => group.Nodes.Contains(node.Name) && node.Args.Kind == DatabaseKind.Percona) is { } percona)
                section.Mistakes.NotTogether(section.PathOf(GroupKeys.EncryptStreams),
                    $"is true, and '{percona.Name}' is of kind percona: Percona XtraDB Cluster encrypts its members' traffic by itself (pxc_encrypt_cluster_traffic). Take it out.");
            if (group.Topology is { } topology && section.Has(GroupKeys.Nodes) && group.Nodes.Count < 2)
                section.Mistakes.Invalid(section.PathOf(GroupKeys.Nodes),
                    $"has {(group.Nodes.Count == 0 ? "no node" : "one node")}; {topology.Word()} takes two. Name the others, or set topology to {GroupKeys.Standalone}.");
        }
    }
}
