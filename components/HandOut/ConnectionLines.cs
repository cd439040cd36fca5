using System.Text.Encodings.Web;
using System.Text.Json;
using MySqlConnector;

namespace EncryptionInTransit;

/// <summary>
/// How to connect, for common clients and drivers; the server's certificate is verified, its name as well. Where the
/// account has a password, the word <c>PASSWORD</c> stands for it.
/// </summary>
public static class ConnectionLines
{
    private const string Placeholder = "PASSWORD";

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A command for the shell, with MySQL's client.</summary>
    public static string MySql(ClientLogin login, ClientFiles files) => Command("mysql", files.MySqlOptionsPath, login);

    /// <summary>A command for the shell, with MariaDB's client.</summary>
    public static string MariaDb(ClientLogin login, ClientFiles files) => Command("mariadb", files.MariaDbOptionsPath, login);

    /// <summary>A connection string of MySqlConnector.</summary>
    public static string MySqlConnector(ClientLogin login, ClientFiles files)
    {
        var text = new MySqlConnectionStringBuilder
        {
            Server = login.Host,
            Port = (uint)login.Port,
            UserID = login.User,
            SslMode = MySqlSslMode.VerifyFull,
            SslCa = files.CaPath,
            SslCert = files.CertificatePath,
            SslKey = files.KeyPath,
        };
        if (login.HasPassword)
            text.Password = Placeholder;
        return text.ConnectionString;
    }

    /// <summary>A URL of MySQL Connector/J. The password of the key store is in it.</summary>
    public static string Jdbc(ClientLogin login, ClientFiles files) => Url("jdbc:mysql", login,
        ("sslMode", "VERIFY_IDENTITY"),
        ("trustCertificateKeyStoreUrl", $"file:{files.KeyStorePath}"),
        ("trustCertificateKeyStoreType", "PKCS12"),
        ("trustCertificateKeyStorePassword", files.KeyStore.Password),
        ("clientCertificateKeyStoreUrl", $"file:{files.KeyStorePath}"),
        ("clientCertificateKeyStoreType", "PKCS12"),
        ("clientCertificateKeyStorePassword", files.KeyStore.Password));

    /// <summary>A URL of MariaDB Connector/J. The password of the key store is in it.</summary>
    public static string JdbcOfMariaDb(ClientLogin login, ClientFiles files) => Url("jdbc:mariadb", login,
        ("sslMode", "verify-full"),
        ("serverSslCert", files.CaPath),
        ("keyStore", files.KeyStorePath),
        ("keyStoreType", "PKCS12"),
        ("keyStorePassword", files.KeyStore.Password));

    /// <summary>A call of PyMySQL.</summary>
    public static string PyMySql(ClientLogin login, ClientFiles files)
    {
        List<string> arguments = [$"host={Literal(login.Host)}", $"port={login.Port}", $"user={Literal(login.User)}"];
        if (login.HasPassword)
            arguments.Add($"password={Literal(Placeholder)}");
        arguments.AddRange(
        [
            $"ssl_ca={Literal(files.CaPath)}",
            $"ssl_cert={Literal(files.CertificatePath)}",
            $"ssl_key={Literal(files.KeyPath)}",
            "ssl_verify_cert=True",
            "ssl_verify_identity=True",
        ]);
        return $"pymysql.connect({string.Join(", ", arguments)})";
    }

    /// <summary>The client asks for the password: it is in no argument.</summary>
    private static string Command(string program, string optionFile, ClientLogin login) =>
        $"{program} --defaults-file={Quoted(optionFile)}{(login.HasPassword ? " -p" : "")}";

    private static string Url(string scheme, ClientLogin login, params (string Name, string Value)[] properties)
    {
        var host = login.Host.Contains(':') ? $"[{login.Host}]" : login.Host;
        List<(string Name, string Value)> all = [("user", login.User), .. properties];
        if (login.HasPassword)
            all.Insert(1, ("password", Placeholder));
        return $"{scheme}://{host}:{login.Port}/?{string.Join('&', all.Select(one => $"{one.Name}={InUrl(one.Value)}"))}";
    }

    /// <summary>Slashes and colons stay: they are legal there, and not every driver undoes an escape.</summary>
    private static string InUrl(string value) => Uri.EscapeDataString(value).Replace("%2F", "/").Replace("%3A", ":");

    /// <summary>As a shell reads it.</summary>
    private static string Quoted(string path) => path.All(letter => char.IsAsciiLetterOrDigit(letter) || "/._~-".Contains(letter))
        ? path
        : $"'{path.Replace("'", "'\\''")}'";

    /// <summary>As Python reads it: a text of JSON is one of Python, too.</summary>
    private static string Literal(string text) => JsonSerializer.Serialize(text, Relaxed);
}
