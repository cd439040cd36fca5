namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Reads what a node has as a ProxySQL.</summary>
/// <param name="databases">The nodes that can be behind it.</param>
/// <param name="proxies">The names of all ProxySQL nodes.</param>
internal sealed class ProxySqlReader(IReadOnlyList<NodeConfiguration> databases, IReadOnlyList<string> proxies)
{
    public ProxyConfiguration Read(NodeInCommon node)
    {
        var section = node.Section.Section(NodeKeys.ProxySql);
        ProxyChecks.KeysOfDatabases(node.Section);
        var host = section.Text(ProxySqlKeys.Host);
        NodeChecks.Host(section, ProxySqlKeys.Host, host);
        var backends = Backends(node, section);

        var args = new EncryptedProxyArgs
        {
            Ssh = node.Ssh,
            Certificates = node.Certificates,
            Administrator = new(
                section.Text(ProxySqlKeys.AdminUser) ?? "",
                section.Text(ProxySqlKeys.AdminPassword) ?? "",
                section.Number(ProxySqlKeys.AdminPort)),
            RequireSecureTransport = node.RequireSecureTransport,
            OtherBackends = OtherBackends(section, backends),
            PendingEdits = section.Lines(ProxySqlKeys.PendingEdits),
            FallbackUsers = section.Lines(ProxySqlKeys.FallbackUsers),
            AllowedPlaintextClients = node.AllowedPlaintextClients,
            Reapply = node.Reapply,
            History = node.History,
        };
        return new(node.Name, args, host ?? node.Ssh.Host, section.Number(ProxySqlKeys.Port), backends);
    }

    private List<BackendConfiguration> Backends(NodeInCommon node, SectionReader section)
    {
        var backends = new List<BackendConfiguration>();
        var first = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var backend in section.Sections(ProxySqlKeys.Backends))
        {
            var host = backend.Text(BackendKeys.Host);
            NodeChecks.Host(backend, BackendKeys.Host, host);
            var port = backend.OptionalNumber(BackendKeys.Port);
            if (Database(node, backend) is not { } database)
                continue;
            var read = new BackendConfiguration(database.Name, host ?? database.DatabaseHost, port ?? database.DatabasePort);
            backends.Add(read);
            if (!first.TryAdd(Address(read), backend.Path))
                backend.Mistakes.Duplicate(backend.Path, Address(read), first[Address(read)],
                    "Take one out, or correct host and port: they are those of mysql_servers.");
        }
        return backends;
    }

    /// <summary>The node that is named; null if there is none.</summary>
    private NodeConfiguration? Database(NodeInCommon node, SectionReader backend)
    {
        if (backend.Text(BackendKeys.Node) is not { } name)
            return null;
        var path = backend.PathOf(BackendKeys.Node);
        if (name == node.Name)
            backend.Mistakes.Invalid(path, "is this node itself. Name a database node behind it.");
        else if (proxies.Contains(name))
            backend.Mistakes.Invalid(path, $"'{name}' is a ProxySQL node; only database nodes can be behind one. Take the entry out.");
        else if (databases.FirstOrDefault(database => database.Name == name) is not { } found)
            backend.Mistakes.NoSuchNode(path, name, [.. databases.Select(database => database.Name)]);
        else if (found.Args.History.IsAbandoned)
            backend.Mistakes.NotTogether(path, $"'{name}' is abandoned: nothing answers behind that row of mysql_servers. Delete the row there, or name it under otherBackends, "
                + "and take this entry out.");
        else
            return found;
        return null;
    }

    private static IReadOnlyList<string> OtherBackends(SectionReader section, IReadOnlyList<BackendConfiguration> backends)
    {
        var entries = section.TextList(ProxySqlKeys.OtherBackends) ?? [];
        foreach (var (path, value) in entries)
        {
            if (!HostNames.IsHostAndPort(value))
                section.Mistakes.Invalid(path, $"'{value}' is not HOST:PORT. Write it as it stands in mysql_servers, as db9:3306.");
            else if (backends.Any(backend => string.Equals(Address(backend), value, StringComparison.OrdinalIgnoreCase)))
                section.Mistakes.NotTogether(path, $"'{value}' is under backends too, and is switched to TLS there. Take one of them out.");
        }
        return [.. entries.Select(entry => entry.Value).Distinct()];
    }

    private static string Address(BackendConfiguration backend) => $"{backend.Host}:{backend.Port}";
}
