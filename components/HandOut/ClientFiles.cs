using System.Text;

namespace EncryptionInTransit;

/// <summary>The files of one login, each by its absolute path on the client's machine.</summary>
public sealed class ClientFiles
{
    private readonly ClientLogin _login;
    private readonly string _folder;

    /// <exception cref="System.Security.Cryptography.CryptographicException">Key or certificate cannot be read.</exception>
    public ClientFiles(ClientLogin login)
    {
        _login = login;
        _folder = $"{login.Folder}/{SafeName.Of(login.Node)}/{SafeName.Of(login.User)}";
        KeyStore = ClientKeyStore.Create(login);
    }

    public string CaPath => $"{_folder}/ca.pem";

    public string CertificatePath => $"{_folder}/client-cert.pem";

    public string KeyPath => $"{_folder}/client-key.pem";

    /// <summary>For MySQL's clients: MariaDB's stop at options that they do not know, and the other way round.</summary>
    public string MySqlOptionsPath => $"{_folder}/mysql.cnf";

    public string MariaDbOptionsPath => $"{_folder}/mariadb.cnf";

    /// <summary>Key, certificate and CA for Java.</summary>
    public string KeyStorePath => $"{_folder}/client.p12";

    public ClientKeyStore KeyStore { get; }

    public string MySqlOptions => OptionFile.ForMySql(_login, this);

    public string MariaDbOptions => OptionFile.ForMariaDb(_login, this);

    /// <summary>Path to content.</summary>
    public IReadOnlyDictionary<string, byte[]> All => new Dictionary<string, byte[]>
    {
        [CaPath] = Encoding.UTF8.GetBytes(_login.CaCertificatePem),
        [CertificatePath] = Encoding.UTF8.GetBytes(_login.CertificatePem),
        [KeyPath] = Encoding.UTF8.GetBytes(_login.KeyPem),
        [MySqlOptionsPath] = Encoding.UTF8.GetBytes(MySqlOptions),
        [MariaDbOptionsPath] = Encoding.UTF8.GetBytes(MariaDbOptions),
        [KeyStorePath] = KeyStore.Content.ToArray(),
    };
}
