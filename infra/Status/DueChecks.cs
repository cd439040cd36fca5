using System.Globalization;
using EncryptionInTransit.Infra.Configuration;

namespace EncryptionInTransit.Infra.Status;

/// <summary>What there is to do about a node: small checks, each with a sentence.</summary>
internal static class DueChecks
{
    private static readonly Func<NodeStatus, IEnumerable<string>>[] All = [FailedProof, ClientsOfAnOldCa, CaToDrop, ClientsWithoutTls, NextRenewal];

    public static IEnumerable<string> Run(NodeStatus node) =>
        node.Proof.IsAbandoned ? [$"now: it is abandoned; take it out of {RootKeys.Nodes.Name}"] : All.SelectMany(check => check(node));

    private static IEnumerable<string> FailedProof(NodeStatus node) =>
        node.Proof.Proved ? [] : [node.Proof.Attempted ? "now: the proof failed, see the output proof" : "now: it was not proved, its activation did not happen"];

    private static IEnumerable<string> ClientsOfAnOldCa(NodeStatus node) =>
        from certificate in node.Certificates
        where certificate.IsOfAClient && certificate.CaGeneration < node.CaGenerations[^1]
        select $"before CA {certificate.CaGeneration} is dropped: the {certificate.Name} is of it; hand out that of CA {node.CaGenerations[^1]} "
            + $"({AccountKeys.CaGeneration.Name}: {node.CaGenerations[^1]})";

    private static IEnumerable<string> CaToDrop(NodeStatus node) =>
        node.CaGenerations.Count > 1 && !ClientsOfAnOldCa(node).Any()
            ? [$"when all clients have the new root.crt and certificates of CA {node.CaGenerations[^1]}: drop CA {string.Join(" and ", node.CaGenerations.SkipLast(1))} "
                + $"({CertificateKeys.CaGenerations.Name}: [{node.CaGenerations[^1]}])"]
            : [];

    private static IEnumerable<string> ClientsWithoutTls(NodeStatus node) =>
        node.RequireSecureTransport == SecureTransportPhase.Audit ? ["when the output plaintextClients is empty: requireSecureTransport: on"] : [];

    private static IEnumerable<string> NextRenewal(NodeStatus node) =>
        node.Certificates.Where(certificate => certificate.RenewalFrom is not null).MinBy(certificate => certificate.RenewalFrom) is { } next
            ? [$"from {next.RenewalFrom!.Value.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: up renews the {next.Name}"]
            : [$"before {node.Server.NotAfter.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: re-issue the server certificate, nothing renews it in time (earlyRenewalHours is 0)"];
}
