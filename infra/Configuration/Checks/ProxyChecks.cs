namespace EncryptionInTransit.Infra.Configuration;

/// <summary>What must be true of ProxySQL nodes and the databases behind them, side by side.</summary>
internal static class ProxyChecks
{
    /// <summary>Keys that say something of a database only.</summary>
    public static void KeysOfDatabases(SectionReader node)
    {
        foreach (var key in new[] { NodeKeys.Database, NodeKeys.Restart, NodeKeys.WithoutProxy, NodeKeys.Adopt }.Where(node.Has))
            node.Mistakes.NotTogether(node.PathOf(key), $"is for a database, and this node is {EncryptedProxy.Word}. Take it out.");
    }

    /// <summary>With a proxy in the stack, a database that is behind none was forgotten, unless the configuration says that it is meant so.</summary>
    public static void BothLayers(IReadOnlyList<NodeInCommon> databases, IReadOnlyList<NodeInCommon> proxies)
    {
        var named = proxies
            .SelectMany(proxy => proxy.Section.Section(NodeKeys.ProxySql).Sections(ProxySqlKeys.Backends))
            .Select(backend => backend.Peek(BackendKeys.Node))
            .OfType<string>()
            .ToHashSet();
        foreach (var node in databases.Where(node => node.KindIsKnown && node.Name.Length > 0 && !node.History.IsAbandoned))
        {
            var path = node.Section.PathOf(NodeKeys.WithoutProxy);
            var without = node.Section.Flag(NodeKeys.WithoutProxy);
            if (without && named.Contains(node.Name))
                node.Section.Mistakes.NotTogether(path, $"is true, and {node.Name} is a backend of a ProxySQL node. Take one of them out.");
            else if (!without && proxies.Count > 0 && !named.Contains(node.Name) && !IsMistyped(node.Name))
                node.Section.Mistakes.Missing(path, NodeKeys.WithoutProxy with
                {
                    Meaning = $"{node.Name} is behind none of the stack's ProxySQL nodes ({string.Join(", ", proxies.Select(proxy => proxy.Name))}): "
                        + "its clients would go on reaching it past them, or through one that does not know of TLS. Name it under proxysql.backends, or say that it is meant so.",
                    Example = "true",
                });
        }

        // Told already, at the name that is wrong.
        bool IsMistyped(string name) =>
            named.Any(other => databases.All(node => node.Name != other) && Nearest.To(other, [name]) is not null);
    }
}
