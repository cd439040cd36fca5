using System.Globalization;

namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>An account in a request to enforce.</summary>
internal sealed record AccountLine(
    string User, string Host, string Require, string Text = "", ClientCertificate? Certificate = null, bool CertificateOnly = false)
{
    /// <summary>The files of a request that enforces these accounts.</summary>
    public static (string Name, string Content)[] Files(params AccountLine[] accounts) =>
    [
        ("accounts", string.Join('\n', accounts.Select(account => account.ToString()))),
        ("certificates", string.Concat(accounts.Where(account => account.Certificate is not null).DistinctBy(account => account.User).Select(account =>
            string.Create(CultureInfo.InvariantCulture, $"# {account.User}\n{account.Certificate!.Certificate}{account.Certificate.Key}")))),
    ];

    public override string ToString() =>
        $"{User}\t{Host}\t{Require}\t{Text}\t{(CertificateOnly ? "certificate-only" : "password")}";
}
