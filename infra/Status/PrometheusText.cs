using System.Globalization;
using System.Text;
using EncryptionInTransit.Proof;

namespace EncryptionInTransit.Infra.Status;

/// <summary>The status as node_exporter's textfile collector reads it (Prometheus, text exposition format 0.0.4).</summary>
internal static class PrometheusText
{
    private const string Prefix = "encryption_in_transit_";

    public static string Render(IReadOnlyList<NodeStatus> nodes)
    {
        var text = new StringBuilder();
        Metric("proved", "1 if the last up proved that the node's wire is encrypted, else 0",
            nodes.Select(node => (Node(node), node.Proof.Proved ? 1L : 0)));
        Metric("looked_at_seconds", "Unix time of the last up that looked at the node",
            nodes.Select(node => (Node(node), node.At.ToUnixTimeSeconds())));
        Metric("plaintext_accepted", "1 if a login without TLS was accepted, 0 if it was refused; absent where it could not be told",
            nodes.Where(node => node.Proof.Plaintext != PlaintextVerdict.Unknown).Select(node => (Node(node), node.Proof.Plaintext == PlaintextVerdict.Accepted ? 1L : 0)));
        Metric("certificate_not_before_seconds", "Unix time from which the certificate is valid", Certificates(certificate => certificate.NotBefore));
        Metric("certificate_not_after_seconds", "Unix time until which the certificate is valid", Certificates(certificate => certificate.NotAfter));
        Metric("certificate_renewal_seconds", "Unix time from which up renews the certificate", Certificates(certificate => certificate.RenewalFrom));
        return text.ToString();

        IEnumerable<(string Labels, long Value)> Certificates(Func<CertificateStatus, DateTimeOffset?> time) =>
            from node in nodes
            from certificate in node.Certificates
            where time(certificate) is not null
            select ($"{Node(node)},role=\"{certificate.Role}\",user=\"{Escaped(certificate.User ?? "")}\",ca_generation=\"{certificate.CaGeneration}\"", time(certificate)!.Value.ToUnixTimeSeconds());

        void Metric(string name, string help, IEnumerable<(string Labels, long Value)> samples)
        {
            text.Append($"# HELP {Prefix}{name} {help}.\n# TYPE {Prefix}{name} gauge\n");
            foreach (var (labels, value) in samples)
                text.Append($"{Prefix}{name}{{{labels}}} {value.ToString(CultureInfo.InvariantCulture)}\n");
        }
    }

    private static string Node(NodeStatus node) => $"node=\"{Escaped(node.Node)}\"";

    private static string Escaped(string value) => value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");
}
