using System.Globalization;

namespace EncryptionInTransit.Proof;

/// <summary>The proof as people see it: a row per node, and below it a line per failure and note.</summary>
public static class ProofTable
{
    private const int FingerprintDigits = 8;

    private static readonly (string Title, Func<ProofReport, string> Cell)[] Columns =
    [
        ("NODE", report => TextTable.Shorten(report.Node)),
        ("RESULT", ResultOf),
        ("SERVER", report => report.Server is null ? TextTable.Nothing : $"{report.Server} {report.Version}".TrimEnd()),
        ("PROTOCOL", report => report.Protocol ?? TextTable.Nothing),
        ("CIPHER", report => report.Cipher ?? TextTable.Nothing),
        ("CERTIFICATE", report => report.Subject is null ? TextTable.Nothing : TextTable.Shorten(report.Subject)),
        ("SHA-256 ISSUED = SERVED", Fingerprints),
        ("DAYS LEFT", report => report.DaysLeft?.ToString(CultureInfo.InvariantCulture) ?? TextTable.Nothing),
        ("PLAINTEXT", report => report.Attempted ? report.Plaintext.ToString().ToLowerInvariant() : TextTable.Nothing),
    ];

    public static string Render(IEnumerable<ProofReport> reports)
    {
        List<ProofReport> all = [.. reports];
        return (TextTable.Render(Columns, all) + string.Concat(all.SelectMany(Findings).Select(line => $"\n{line}"))).TrimEnd();
    }

    /// <summary>The verdict in a word or two.</summary>
    public static string ResultOf(ProofReport report) => report switch
    {
        { Proved: true } => "proved",
        { Attempted: true } => "failed",
        { IsAbandoned: true } => "abandoned",
        _ => "not proved",
    };

    private static IEnumerable<string> Findings(ProofReport report) =>
    [
        .. report.Failures.Select(failure => $"{report.Node}: failed: {failure.Sentence} ({failure.Reason})"),
        .. report.Notes.Select(note => $"{report.Node}: {(report.Attempted ? "note" : ResultOf(report))}: {note.Sentence} ({note.Reason})"),
    ];

    private static string Fingerprints(ProofReport report)
    {
        if (report.IssuedSha256 is null || report.ServedSha256 is null)
            return TextTable.Nothing;
        var sign = report.IssuedSha256 == report.ServedSha256 ? '=' : '≠';
        return $"{report.IssuedSha256[..FingerprintDigits]}… {sign} {report.ServedSha256[..FingerprintDigits]}…";
    }
}
