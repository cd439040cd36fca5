using EncryptionInTransit.Proof;

namespace EncryptionInTransit.Infra.Proving;

/// <summary>A <see cref="ProofReport"/> as an entry of the stack output <c>proof</c>.</summary>
internal static class ProofOutput
{
    /// <summary>Times are ISO 8601 in UTC; what is not known is absent.</summary>
    public static Dictionary<string, object> Of(ProofReport report)
    {
        var entry = new Dictionary<string, object?>
        {
            ["node"] = report.Node,
            ["proved"] = report.Proved,
            ["server"] = report.Server,
            ["version"] = report.Version,
            ["protocol"] = report.Protocol,
            ["cipher"] = report.Cipher,
            ["backendCipher"] = report.BackendCipher,
            ["subject"] = report.Subject,
            ["issuedSha256"] = report.IssuedSha256,
            ["servedSha256"] = report.ServedSha256,
            ["notBefore"] = Time(report.NotBefore),
            ["notAfter"] = Time(report.NotAfter),
            ["daysLeft"] = report.DaysLeft,
            ["plaintext"] = report.Attempted ? report.Plaintext.ToString().ToLowerInvariant() : null,
            ["failures"] = Findings(report.Failures),
            ["notes"] = Findings(report.Notes),
        };
        return entry.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!);
    }

    private static List<Dictionary<string, object>> Findings(IEnumerable<ProofFinding> findings) =>
        [.. findings.Select(finding => new Dictionary<string, object>
        {
            ["reason"] = finding.Reason,
            ["sentence"] = finding.Sentence,
        })];

    /// <summary>ISO 8601 in UTC.</summary>
    public static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ");
}
