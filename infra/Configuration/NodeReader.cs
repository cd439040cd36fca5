namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Reads <c>nodes</c>, and checks them one by one and against each other.</summary>
internal sealed class NodeReader(
    CertificateConfiguration certificates, NamedAuthorities authorities, TlsConfiguration tls, ReissueNumbers reissueOfAllNodes, SshReader ssh,
    IReadOnlyList<GroupConfiguration> groups, Mistakes mistakes)
{
    public (IReadOnlyList<NodeConfiguration> Nodes, IReadOnlyList<ProxyConfiguration> Proxies) Read(IReadOnlyList<SectionReader> sections)
    {
        var all = sections.Select(Read).ToList();
        NodeChecks.Distinct(all);
        NodeChecks.Renamed(all);

        var databases = all.Where(node => !node.IsProxy).Select(node => (Common: node, Database: DatabaseReader.Read(node, tls, groups))).ToList();
        var nodes = databases.Select(pair => pair.Database).ToList();
        CipherChecks.Check(tls, certificates.Policy.Algorithm,
            [.. databases.Where(pair => pair.Common.KindIsKnown).Select(pair => pair.Database)], mistakes);

        var proxies = all.Where(node => node.IsProxy).ToList();
        var reader = new ProxySqlReader(nodes, [.. proxies.Select(proxy => proxy.Name)]);
        var read = proxies.Select(reader.Read).ToList();
        ProxyChecks.BothLayers([.. databases.Select(pair => pair.Common)], proxies);
        return (nodes, read);
    }

    private NodeInCommon Read(SectionReader section)
    {
        var access = ssh.Read(section.Section(NodeKeys.Ssh));
        var alternativeNames = section.TextList(NodeKeys.AlternativeNames) ?? [];
        var hostname = section.Text(NodeKeys.Hostname);
        var name = section.Text(NodeKeys.Name);
        var authority = authorities.Of(section);
        NodeChecks.Name(section, NodeKeys.Name, name);
        NodeChecks.Hostname(section, hostname);
        NodeChecks.AlternativeNames(section, alternativeNames);

        return new(
            section,
            name ?? "",
            section.Text(NodeKeys.Kind),
            access,
            new CertificateSetArgs
            {
                Hostname = hostname ?? "",
                AlternativeNames = [.. alternativeNames.Select(entry => entry.Value)],
                Policy = certificates.Policy,
                ServerKey = section.Word<KeyPlace>(NodeKeys.Keys, KeyPlaces.Word) ?? certificates.ServerKey,
                Authority = authority,
                CaGenerations = CaGenerationsReader.Read(section, NodeKeys.CaGenerations) ?? authority?.CaGenerations ?? certificates.CaGenerations,
                AlsoTrusted = [.. certificates.AlsoTrusted.Union(AlsoTrustedReader.Read(section, NodeKeys.AlsoTrusted))],
                AbruptCaChange = section.Flag(NodeKeys.AbruptCaChange),
                Reissue = ReissueReader.Read(section.Section(NodeKeys.Reissue)),
                ReissueOfAllNodes = reissueOfAllNodes,
            },
            section.Phase(NodeKeys.RequireSecureTransport) ?? tls.Policy.RequireSecureTransport,
            [.. tls.AllowedPlaintextClients.Union(section.PlaintextClients(NodeKeys.AllowedPlaintextClients))],
            section.Number(NodeKeys.Reapply),
            new() { Formerly = section.Text(NodeKeys.Formerly), IsAbandoned = section.Flag(NodeKeys.Abandon) });
    }
}

/// <summary>What every node has, whatever its kind.</summary>
/// <param name="Kind">The word; null if it is missing or wrong.</param>
/// <param name="AllowedPlaintextClients">Of all nodes and of this one.</param>
internal sealed record NodeInCommon(
    SectionReader Section,
    string Name,
    string? Kind,
    SshAccess Ssh,
    CertificateSetArgs Certificates,
    SecureTransportPhase RequireSecureTransport,
    IReadOnlyList<string> AllowedPlaintextClients,
    int Reapply,
    NodeHistory History)
{
    /// <summary>Without a kind its section tells, so that the mistakes in there are found as well.</summary>
    public bool IsProxy => Kind is null ? Section.Has(NodeKeys.ProxySql) : Kind == EncryptedProxy.Word;

    public bool KindIsKnown => Kind is not null;
}
