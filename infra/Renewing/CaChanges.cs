using EncryptionInTransit.Infra.Configuration;

namespace EncryptionInTransit.Infra.Renewing;

/// <summary>Changes to CAs that no client of a node trusts: refused in a preview already. The node has the last word.</summary>
internal static class CaChanges
{
    public static IEnumerable<Mistake> Refused(StackConfiguration configuration, IssuedBefore before) =>
        from node in configuration.AllCertificates()
        let next = node.Args.CaGenerations
        let present = before.CaGenerationsOf(before.NameOf(node.Name, node.History))
        where !node.Args.AbruptCaChange && !node.History.IsAbandoned && present.Count > 0 && !present.Intersect(next).Any()
        select new Mistake($"{CertificateKeys.CaGenerations.Name} of {node.Name}", MistakeKind.Invalid,
            $"is [{string.Join(", ", next)}], and its clients trust CA {string.Join(" and ", present)}: every one of them would fail at once. "
            + $"Set [{string.Join(", ", present.Union(next).Order())}] until every client has the new root.crt, then [{string.Join(", ", next)}]; "
            + $"or, where clients may fail until they have it, {NodeKeys.AbruptCaChange.Name}: true at this node.");
}
