using EncryptionInTransit.Lab;
using EncryptionInTransit.Proof.Tests.Pki;

namespace EncryptionInTransit.Proof.Tests.Servers;

/// <summary>A real server on a node of the lab, and the certificate it is told to serve.</summary>
internal sealed class Database(LabNode node)
{
    private const string Folder = "/etc/mysql/proof";

    private const string Stop = "pid=$(pidof -s mariadbd mysqld) && kill -TERM $pid && timeout 60 tail --pid=$pid -f /dev/null";

    private bool _configured;

    public LabNode Node => node;

    public bool IsMariaDb => node.Server == "mariadb";

    public ProofAccount Account => new(node.ProofUser, node.ProofPassword);

    /// <summary>What a proof of it starts from: its address, its name, the account, and nothing required.</summary>
    public ProofTarget Target(TestCa ca, TestCertificate issued) => new(
        node.Name, node.Address, node.Port, node.Hostname, ca.Pem, issued.Pem,
        RequireSecureTransport: false, Account, TimeSpan.FromSeconds(30));

    /// <summary>Puts the files in place, and has them served.</summary>
    public async Task ServeAsync(TestCa ca, TestCertificate certificate)
    {
        await PutFilesAsync(ca, certificate);
        if (!_configured)
            await ConfigureAsync();
        _configured = true;
        await node.QueryAsync(IsMariaDb ? "FLUSH SSL" : "ALTER INSTANCE RELOAD TLS");
    }

    /// <summary>Puts the files in place, and tells the server nothing.</summary>
    public async Task PutFilesAsync(TestCa ca, TestCertificate certificate)
    {
        await node.PutFileAsync($"{Folder}/ca.crt", ca.Pem, "0644", "mysql:mysql");
        await node.PutFileAsync($"{Folder}/server.crt", certificate.Pem, "0644", "mysql:mysql");
        await node.PutFileAsync($"{Folder}/server.key", certificate.KeyPem, "0600", "mysql:mysql");
    }

    public Task RequireSecureTransportAsync(bool required) =>
        node.QueryAsync($"SET GLOBAL require_secure_transport = {(required ? "ON" : "OFF")}");

    /// <summary>Changes the proof's account: <c>RENAME USER</c>, <c>ALTER USER</c>, with <c>{account}</c> for it.</summary>
    public async Task ChangeAccountAsync(string sql) => await node.QueryAsync(sql.Replace("{account}", await AccountInSqlAsync()));

    public async Task<string> AccountInSqlAsync()
    {
        var host = await node.QueryAsync($"SELECT host FROM mysql.user WHERE user = '{node.ProofUser}'");
        return $"'{node.ProofUser}'@'{host.Trim()}'";
    }

    private async Task ConfigureAsync()
    {
        if (!IsMariaDb)
        {
            await node.QueryAsync(
                $"SET GLOBAL ssl_ca = '{Folder}/ca.crt', GLOBAL ssl_cert = '{Folder}/server.crt', GLOBAL ssl_key = '{Folder}/server.key'");
            return;
        }
        await node.PutFileAsync("/etc/mysql/mariadb.conf.d/98-proof.cnf",
            $"""
             [mysqld]
             ssl_ca = {Folder}/ca.crt
             ssl_cert = {Folder}/server.crt
             ssl_key = {Folder}/server.key

             """);
        // Without it the start script of MariaDB 11.8 cannot log in to see whether the server is up.
        (await node.RunAsync($"{Stop} && sed -i '/^\\[client\\]/a ssl-ca = {Folder}/ca.crt' /etc/mysql/debian.cnf && service {node.Service} start")).MustSucceed();
    }
}
