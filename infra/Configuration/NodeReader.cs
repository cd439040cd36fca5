namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Reads <c>nodes</c>, and checks them one by one and against each other.</summary>
internal sealed class NodeReader(
    CertificatePolicy certificates, TlsConfiguration tls, ReissueNumbers reissueOfAllNodes, SshReader ssh, Mistakes mistakes)
{
    public IReadOnlyList<NodeConfiguration> Read(IReadOnlyList<SectionReader> sections)
    {
        var nodes = sections.Select(Read).ToList();
        NodeChecks.Distinct(sections, nodes);
        CipherChecks.Check(tls, certificates.Algorithm, [.. KindIsKnown(sections, nodes)], mistakes);
        return nodes;
    }

    private static IEnumerable<NodeConfiguration> KindIsKnown(
        IReadOnlyList<SectionReader> sections, IReadOnlyList<NodeConfiguration> nodes) => sections
        .Zip(nodes, (section, node) => (known: section.Peek(NodeKeys.Kind) == node.Args.Kind.Word(), node))
        .Where(pair => pair.known)
        .Select(pair => pair.node);

    private NodeConfiguration Read(SectionReader section)
    {
        var access = ssh.Read(section.Section(NodeKeys.Ssh));
        var database = section.Section(NodeKeys.Database);
        var alternativeNames = section.TextList(NodeKeys.AlternativeNames) ?? [];
        var hostname = section.Text(NodeKeys.Hostname);
        var name = section.Text(NodeKeys.Name);
        NodeChecks.Name(section, name);
        NodeChecks.Hostname(section, hostname);
        NodeChecks.AlternativeNames(section, alternativeNames);

        var args = new EncryptedNodeArgs
        {
            Kind = Kind(section),
            Ssh = access,
            Certificates = new CertificateSetArgs
            {
                Hostname = hostname ?? "",
                AlternativeNames = [.. alternativeNames.Select(entry => entry.Value)],
                Policy = certificates,
                Reissue = ReissueReader.Read(section.Section(NodeKeys.Reissue)),
                ReissueOfAllNodes = reissueOfAllNodes,
            },
            Tls = tls.Policy with
            {
                RequireSecureTransport =
                    section.OptionalFlag(NodeKeys.RequireSecureTransport) ?? tls.Policy.RequireSecureTransport,
            },
            Administrator = Administrator(database),
            RestartAllowed = section.Text(NodeKeys.Restart) != "forbidden",
            Reapply = section.Number(NodeKeys.Reapply),
        };
        var databaseHost = database.Text(DatabaseKeys.Host);
        NodeChecks.Host(database, DatabaseKeys.Host, databaseHost);
        return new(name ?? "", args, databaseHost ?? access.Host, database.Number(DatabaseKeys.Port));
    }

    private static DatabaseKind Kind(SectionReader section)
    {
        if (NodeChecks.IsNotYetSupported(section))
            return default;
        var word = section.Text(NodeKeys.Kind);
        return Enum.GetValues<DatabaseKind>().FirstOrDefault(kind => kind.Word() == word);
    }

    private static DatabaseAdministrator? Administrator(SectionReader database)
    {
        var user = database.Text(DatabaseKeys.AdminUser);
        var password = database.Text(DatabaseKeys.AdminPassword);
        if (user is null && password is not null)
            database.Mistakes.Missing(database.PathOf(DatabaseKeys.AdminUser), DatabaseKeys.AdminUser);
        return user is null ? null : new(user, password);
    }
}
