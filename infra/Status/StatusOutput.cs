using EncryptionInTransit.Infra.Proving;

namespace EncryptionInTransit.Infra.Status;

/// <summary>A <see cref="NodeStatus"/> as an entry of the stack output <c>status</c>.</summary>
internal static class StatusOutput
{
    /// <summary>Times are ISO 8601 in UTC; what is not known is absent.</summary>
    public static Dictionary<string, object> Of(NodeStatus node) => Known(new()
    {
        ["node"] = node.Node,
        ["server"] = node.Proof.Server,
        ["version"] = node.Proof.Version,
        ["tlsVersions"] = node.TlsVersions,
        ["protocol"] = node.Proof.Protocol,
        ["cipher"] = node.Proof.Cipher,
        ["caGenerations"] = node.CaGenerations,
        ["requireSecureTransport"] = node.RequireSecureTransport.Word(),
        ["plaintext"] = node.Proof.Attempted ? node.Proof.Plaintext.ToString().ToLowerInvariant() : null,
        ["proved"] = node.Proof.Proved,
        ["at"] = ProofOutput.Time(node.At),
        ["daysLeft"] = node.DaysLeft,
        ["certificates"] = node.Certificates.Select(Certificate).ToList(),
        ["due"] = node.Due,
    });

    private static Dictionary<string, object> Certificate(CertificateStatus certificate) => Known(new()
    {
        ["role"] = certificate.Role,
        ["user"] = certificate.User,
        ["subject"] = certificate.Subject,
        ["issuer"] = certificate.Issuer,
        ["caGeneration"] = certificate.CaGeneration,
        ["notBefore"] = ProofOutput.Time(certificate.NotBefore),
        ["notAfter"] = ProofOutput.Time(certificate.NotAfter),
        ["renewalFrom"] = ProofOutput.Time(certificate.RenewalFrom),
    });

    private static Dictionary<string, object> Known(Dictionary<string, object?> entry) =>
        entry.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!);
}
