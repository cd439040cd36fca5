using System.Globalization;
using System.Text;

namespace EncryptionInTransit.Proof;

/// <summary>The proof as people see it: a row per node, and below it a line per failure and note.</summary>
public static class ProofTable
{
    private const string Gap = "  ";
    private const string Nothing = "-";
    private const int NameWidth = 28;
    private const int FingerprintDigits = 8;

    private static readonly (string Title, Func<ProofReport, string> Cell)[] Columns =
    [
        ("NODE", report => Shorten(report.Node)),
        ("RESULT", Result),
        ("SERVER", report => report.Server is null ? Nothing : $"{report.Server} {report.Version}".TrimEnd()),
        ("PROTOCOL", report => report.Protocol ?? Nothing),
        ("CIPHER", report => report.Cipher ?? Nothing),
        ("CERTIFICATE", report => report.Subject is null ? Nothing : Shorten(report.Subject)),
        ("SHA-256 ISSUED = SERVED", Fingerprints),
        ("DAYS LEFT", report => report.DaysLeft?.ToString(CultureInfo.InvariantCulture) ?? Nothing),
        ("PLAINTEXT", report => report.Attempted ? report.Plaintext.ToString().ToLowerInvariant() : Nothing),
    ];

    public static string Render(IEnumerable<ProofReport> reports)
    {
        List<ProofReport> all = [.. reports];
        List<string[]> rows =
        [
            [.. Columns.Select(column => column.Title)],
            .. all.Select(report => Columns.Select(column => column.Cell(report)).ToArray()),
        ];
        int[] widths = [.. Columns.Select((_, i) => rows.Max(row => row[i].Length))];

        var text = new StringBuilder();
        foreach (var row in rows)
            text.AppendLine(string.Join(Gap, row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        foreach (var line in all.SelectMany(Findings))
            text.AppendLine().Append(line);
        return text.ToString().TrimEnd();
    }

    private static IEnumerable<string> Findings(ProofReport report) =>
    [
        .. report.Failures.Select(failure => $"{report.Node}: failed: {failure.Sentence} ({failure.Reason})"),
        .. report.Notes.Select(note => $"{report.Node}: {(report.Attempted ? "note" : "not proved")}: {note.Sentence} ({note.Reason})"),
    ];

    private static string Result(ProofReport report) =>
        report.Proved ? "proved" : report.Attempted ? "failed" : "not proved";

    private static string Fingerprints(ProofReport report)
    {
        if (report.IssuedSha256 is null || report.ServedSha256 is null)
            return Nothing;
        var sign = report.IssuedSha256 == report.ServedSha256 ? '=' : '≠';
        return $"{report.IssuedSha256[..FingerprintDigits]}… {sign} {report.ServedSha256[..FingerprintDigits]}…";
    }

    private static string Shorten(string name) => name.Length <= NameWidth ? name : name[..(NameWidth - 1)] + "…";
}
