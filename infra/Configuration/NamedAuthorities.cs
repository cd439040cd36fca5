namespace EncryptionInTransit.Infra.Configuration;

/// <summary>The authorities of the stack, by which nodes name them.</summary>
internal sealed class NamedAuthorities(CertificateConfiguration certificates, IReadOnlyList<(SectionReader Section, AuthorityArgs Args)> authorities)
{
    public IReadOnlyList<AuthorityArgs> All => [.. authorities.Select(authority => authority.Args)];

    /// <summary>The one that a node has; null for a CA of its own.</summary>
    public AuthorityArgs? Of(SectionReader node)
    {
        var named = node.Text(NodeKeys.Authority) is { } own ? new Entry(node.PathOf(NodeKeys.Authority), own) : certificates.Authority;
        if (named is null)
            return null;
        if (All.FirstOrDefault(authority => authority.Name == named.Value) is not { } found)
        {
            node.Mistakes.NotOneOf(named.Path, Nearest.To(named.Value, All.Select(authority => authority.Name)) is { } nearest
                ? $"'{named.Value}' is no entry of authorities. Did you mean '{nearest}'?"
                : $"'{named.Value}' is no entry of authorities. Add it there, or take this out: then each node has a CA of its own.");
            return null;
        }
        if (node.Has(NodeKeys.CaGenerations))
            node.Mistakes.NotTogether(node.PathOf(NodeKeys.CaGenerations),
                $"is for a CA of the node's own, and it has that of '{found.Name}'. Take it out; certificates.caGenerations is for CAs that the stack makes.");
        if (node.Peek(NodeKeys.Kind) == EncryptedProxy.Word && found.Brought?.IntermediatePems.Count > 1)
            node.Mistakes.NotTogether(named.Path,
                $"is '{found.Name}', which has {found.Brought.IntermediatePems.Count} intermediates, and ProxySQL sends one along with its certificate: no client would get to the root. "
                + "Give this node an authority with one intermediate at most.");
        return found;
    }

    /// <summary>Names of resources begin with those of authorities and of nodes.</summary>
    public void CheckNames(IReadOnlyList<NodeConfiguration> nodes, IReadOnlyList<ProxyConfiguration> proxies)
    {
        // Two nodes of one name have been told already.
        var taken = nodes.Select(node => node.Name).Concat(proxies.Select(proxy => proxy.Name)).Distinct(StringComparer.OrdinalIgnoreCase)
            .ToDictionary(name => name, _ => RootKeys.Nodes.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var (section, args) in authorities.Where(authority => authority.Args.Name.Length > 0))
        {
            if (!taken.TryAdd(args.Name, section.Path))
                section.Mistakes.Duplicate(section.PathOf(AuthorityKeys.Name), args.Name, taken[args.Name], "Give each authority and each node a name of its own.");
        }
    }
}
