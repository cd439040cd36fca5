using System.Text.RegularExpressions;

namespace EncryptionInTransit;

/// <summary>Option files with a <c>[client]</c> section: the server's certificate is verified, its name as well.</summary>
internal static partial class OptionFile
{
    public static string ForMySql(ClientLogin login, ClientFiles files) =>
        Text(login, files, ConnectionLines.MySql(login, files), "ssl-mode=VERIFY_IDENTITY");

    public static string ForMariaDb(ClientLogin login, ClientFiles files) =>
        Text(login, files, ConnectionLines.MariaDb(login, files), "ssl-verify-server-cert");

    private static string Text(ClientLogin login, ClientFiles files, string use, string verification) => string.Join('\n',
        $"# {use}",
        "[client]",
        $"host={Value(login.Host)}",
        $"port={login.Port}",
        $"user={Value(login.User)}",
        verification,
        $"ssl-ca={Value(files.CaPath)}",
        $"ssl-cert={Value(files.CertificatePath)}",
        $"ssl-key={Value(files.KeyPath)}",
        "");

    /// <summary>In quotes where a reader of option files would take a character for something else (MySQL Reference Manual, 6.2.2.2).</summary>
    private static string Value(string text) => Plain().IsMatch(text)
        ? text
        : $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";

    [GeneratedRegex(@"^[A-Za-z0-9_./:~@%+-]+\z")]
    private static partial Regex Plain();
}
