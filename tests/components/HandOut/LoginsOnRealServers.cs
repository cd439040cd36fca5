using EncryptionInTransit.Lab;
using EncryptionInTransit.Proof.Tests.Pki;
using EncryptionInTransit.Proof.Tests.Servers;
using MySqlConnector;

namespace EncryptionInTransit.Tests.HandOut;

/// <summary>What is handed out, used as it is by real clients on real servers, for accounts that require the subject as we derive it.</summary>
[Collection(ProofLabCollection.Name)]
public sealed class LoginsOnRealServers(ProofLab lab) : IAsyncLifetime
{
    /// <summary>Each character of it is another one in a path, in an option file, in a URL, in SQL, or in the subject.</summary>
    private const string User = "Jörg+O'Neil / \"50%\" #1\\";

    private const string Password = "Sw0rd-fish";

    private readonly TestCa _ca = new("hand-out CA 1");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private LabNode? _node;
    private string _account = "";

    public static TheoryData<string> Kinds => [NodeKind.MariaDb1011, NodeKind.MariaDb118, NodeKind.MySql97];

    [Theory, MemberData(nameof(Kinds))]
    public async Task MySqlConnector_gets_in_with_password_and_certificate_and_not_without_the_certificate(string kind)
    {
        var (login, files) = await AccountAsync(kind, hasPassword: true);
        var text = ConnectionLines.MySqlConnector(login, files).Replace("PASSWORD", Password);

        Assert.StartsWith("TLS_", await CipherAsync(text));
        var without = new MySqlConnectionStringBuilder(text) { SslCert = "", SslKey = "" };
        Assert.Equal(1045, (await Assert.ThrowsAsync<MySqlException>(() => CipherAsync(without.ConnectionString))).Number);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_servers_own_client_gets_in_with_the_certificate_alone_and_not_without_it(string kind)
    {
        var (login, files) = await AccountAsync(kind, hasPassword: false);
        var node = lab.Database(kind).Node;
        var line = node.Server == "mysql" ? ConnectionLines.MySql(login, files) : ConnectionLines.MariaDb(login, files);

        var seen = (await node.RunAsync($"LC_ALL=C.UTF-8 {line} --batch --skip-column-names --raw -e \"SELECT USER(); SHOW STATUS LIKE 'Ssl_cipher'\"")).MustSucceed().Output;
        Assert.StartsWith($"{User}@", seen);
        Assert.Contains("Ssl_cipher\tTLS_", seen);

        var refused = await node.RunAsync($"sed -i '/^ssl-cert/d; /^ssl-key/d' {LabNode.ShellQuote(files.MySqlOptionsPath)} {LabNode.ShellQuote(files.MariaDbOptionsPath)}; {line} -e 'SELECT 1'");
        Assert.Contains("ERROR 1045", refused.Error);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>The servers are other tests' as well.</summary>
    public async Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        if (_node is not null)
            await _node.QueryAsync($"SET NAMES utf8mb4; DROP USER IF EXISTS {_account};");
    }

    /// <summary>The account on the server, its files here and on the node.</summary>
    private async Task<(ClientLogin, ClientFiles)> AccountAsync(string kind, bool hasPassword)
    {
        var database = lab.Database(kind);
        var node = _node = database.Node;
        await database.ServeAsync(_ca, _ca.IssueServer(node.Hostname, [node.Hostname, node.Address]));
        var issued = _ca.IssueClient(User);
        var login = new ClientLogin
        {
            Node = node.Name,
            Host = node.Address,
            Port = node.Port,
            User = User,
            HasPassword = hasPassword,
            CaCertificatePem = _ca.Pem,
            CertificatePem = issued.Pem,
            KeyPem = issued.KeyPem,
            Folder = _folder.FullName,
        };
        var files = new ClientFiles(login);
        foreach (var (path, content) in files.All.Where(file => file.Key != files.KeyStorePath))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, content);
            await node.PutFileAsync(path, System.Text.Encoding.UTF8.GetString(content), "0600");
        }
        // Not for '%': from then on a server would let any host get as far as the login, the account dropped or not.
        _account = $"{Sql(User)}@{(await database.AccountInSqlAsync()).Split('@')[1]}";
        await node.QueryAsync(
            $"""
             SET NAMES utf8mb4;
             DROP USER IF EXISTS {_account};
             CREATE USER {_account} IDENTIFIED BY {Sql(hasPassword ? Password : "")} REQUIRE SUBJECT {Sql(CertificateNameText.Subject(issued.Pem))};
             """);
        return (login, files);
    }

    private static async Task<string> CipherAsync(string connectionString)
    {
        await using var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new MySqlCommand("SHOW STATUS LIKE 'Ssl_cipher'", connection);
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        return reader.GetString(1);
    }

    private static string Sql(string text) => $"'{text.Replace("\\", "\\\\").Replace("'", "''")}'";
}
