using System.Globalization;

namespace EncryptionInTransit.Infra.Status;

/// <summary>The status as people see it: a row per node, and below it what there is to do.</summary>
internal static class StatusTable
{
    private static readonly (string Title, Func<NodeStatus, string> Cell)[] Columns =
    [
        ("NODE", node => TextTable.Shorten(node.Node)),
        ("SERVER", node => node.Proof.Server is null ? TextTable.Nothing : $"{node.Proof.Server} {node.Proof.Version}".TrimEnd()),
        ("TLS", node => node.TlsVersions ?? TextTable.Nothing),
        ("CIPHER", node => node.Proof.Cipher ?? TextTable.Nothing),
        ("CERTIFICATE", node => TextTable.Shorten(node.Server.Subject)),
        ("CA", node => string.Join(" > ", node.CaGenerations)),
        ("FROM", node => Day(node.Server.NotBefore)),
        ("UNTIL", node => Day(node.Server.NotAfter)),
        ("DAYS LEFT", node => node.DaysLeft.ToString(CultureInfo.InvariantCulture)),
        ("PLAINTEXT", node => $"{(node.Proof.Attempted ? node.Proof.Plaintext.ToString().ToLowerInvariant() : TextTable.Nothing)} ({node.RequireSecureTransport.Word()})"),
        ("PROVED", node => node.Proof.Proved ? node.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) : node.Proof.IsAbandoned ? "abandoned" : "no"),
    ];

    public static string Render(IReadOnlyList<NodeStatus> nodes) =>
        (TextTable.Render(Columns, nodes) + string.Concat(nodes.SelectMany(node => node.Due.Select(due => $"\n{node.Node}: {due}")))).TrimEnd();

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
