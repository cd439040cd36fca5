using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Infra.Registering;
using Pulumi;

namespace EncryptionInTransit.Infra.Clients;

/// <summary>
/// What clients get, as secret stack outputs: <c>clients</c> (node, user, then each text by its name) for people and
/// programs, <c>clientFiles</c> (absolute path to base64) to be written as files.
/// </summary>
internal static class ClientsOutput
{
    public static IReadOnlyDictionary<string, object?> Of(StackConfiguration configuration, RegisteredStack stack)
    {
        List<RegisteredCertificate> certificates = [.. stack.Certificates.Where(certificate => !certificate.Node.Args.History.IsAbandoned)];
        if (certificates.Count == 0)
            return new Dictionary<string, object?>();
        var logins = Output.All(certificates.Select(certificate => Login(configuration, certificate)));
        return new Dictionary<string, object?>
        {
            ["clients"] = Output.CreateSecret(logins.Apply(all => all
                .GroupBy(login => login.Node)
                .ToDictionary(node => node.Key, node => node.ToDictionary(login => login.User, Texts)))),
            ["clientFiles"] = Output.CreateSecret(logins.Apply(all => all
                .SelectMany(login => new ClientFiles(login).All)
                .ToDictionary(file => file.Key, file => Convert.ToBase64String(file.Value)))),
        };
    }

    private static Output<ClientLogin> Login(StackConfiguration configuration, RegisteredCertificate certificate) => Output
        .Tuple(certificate.Certificate.Node.Certificates.CaCertificatePem, certificate.Certificate.CertificatePem, certificate.Certificate.KeyPem)
        .Apply(pems => new ClientLogin
        {
            Node = certificate.Node.Name,
            Host = certificate.Node.Args.Certificates.Hostname,
            Port = certificate.Node.DatabasePort,
            User = certificate.Certificate.User,
            HasPassword = certificate.Accounts.Any(account => account.Authentication == AccountAuthentication.Password),
            CaCertificatePem = pems.Item1,
            CertificatePem = pems.Item2,
            KeyPem = pems.Item3,
            Folder = configuration.HandOutFolder,
        });

    private static Dictionary<string, string> Texts(ClientLogin login)
    {
        var files = new ClientFiles(login);
        return new()
        {
            ["caCertificate"] = login.CaCertificatePem,
            ["certificate"] = login.CertificatePem,
            ["privateKey"] = login.KeyPem,
            ["mysqlOptionFile"] = files.MySqlOptions,
            ["mariadbOptionFile"] = files.MariaDbOptions,
            ["pkcs12"] = Convert.ToBase64String(files.KeyStore.Content.AsSpan()),
            ["pkcs12Password"] = files.KeyStore.Password,
            ["mysql"] = ConnectionLines.MySql(login, files),
            ["mariadb"] = ConnectionLines.MariaDb(login, files),
            ["mySqlConnector"] = ConnectionLines.MySqlConnector(login, files),
            ["jdbc"] = ConnectionLines.Jdbc(login, files),
            ["jdbcOfMariaDb"] = ConnectionLines.JdbcOfMariaDb(login, files),
            ["pyMySql"] = ConnectionLines.PyMySql(login, files),
        };
    }
}
