using EncryptionInTransit.Infra.Configuration;

namespace EncryptionInTransit.Infra.Renewing;

/// <summary>Changes to CAs that no client of a node trusts: refused in a preview already. The node has the last word.</summary>
internal static class CaChanges
{
    public static IEnumerable<Mistake> Refused(StackConfiguration configuration, IssuedBefore before) =>
        from node in configuration.AllCertificates()
        where !node.Args.AbruptCaChange && !node.History.IsAbandoned
        from mistake in Refused(node.Name, before.NameOf(node.Name, node.History), node.Args, before)
        select mistake;

    /// <param name="name">What the node is called in the state.</param>
    private static IEnumerable<Mistake> Refused(string node, string name, CertificateSetArgs args, IssuedBefore before)
    {
        var own = before.CaGenerationsOf(name);
        if (args.Authority is { } authority && own.Count > 0 && !IsTrusted(authority, before.RequestOf(EncryptedNode.ClaimOf(name))))
            return [new Mistake($"{NodeKeys.Authority.Name} of {node}", MistakeKind.Invalid,
                $"is '{authority.Name}', and its clients trust the node's own CA {string.Join(" and ", own)}: every one of them would fail at once. "
                + $"Give every client the root certificate of '{authority.Name}' beside the present one first ({CertificateKeys.AlsoTrusted.Name}), or, where clients may fail until they have it, "
                + $"set {NodeKeys.AbruptCaChange.Name}: true at this node.")];
        var present = args.Authority is null ? own : args.Authority.Brought is null ? before.CaGenerationsOf(args.Authority.Name) : [];
        var next = args.CaGenerations;
        return present.Count == 0 || present.Intersect(next).Any()
            ? []
            : [new Mistake($"{CertificateKeys.CaGenerations.Name} of {node}", MistakeKind.Invalid,
                $"is [{string.Join(", ", next)}], and its clients trust CA {string.Join(" and ", present)}: every one of them would fail at once. "
                + $"Set [{string.Join(", ", present.Union(next).Order())}] until every client has the new root.crt, then [{string.Join(", ", next)}]; "
                + $"or, where clients may fail until they have it, {NodeKeys.AbruptCaChange.Name}: true at this node.")];
    }

    /// <summary>Whether the node's clients have been given its root: the claim names the keys of all CAs that they trust.</summary>
    private static bool IsTrusted(AuthorityArgs authority, string? claim) =>
        authority.Brought is { } brought && claim?.Contains(PublicPem.KeySha256(brought.RootPem), StringComparison.Ordinal) == true;
}
