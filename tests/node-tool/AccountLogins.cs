using EncryptionInTransit.Lab;
using EncryptionInTransit.NodeTool.Tests.Fixtures;
using Xunit.Abstractions;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>Which kind of account gets in by which way of login, on a real server.</summary>
public abstract class AccountLogins(EncryptedNode encrypted, ITestOutputHelper output) : EnforcementTest(encrypted)
{
    private const string Password = "Aa1-secret";

    private const string Table =
        """
        account            no TLS   TLS      own      another  other CA socket
        plain              in       in       in       in       out      in
        SSL                out      in       in       in       out      out
        X509               out      out      in       in       out      out
        SUBJECT            out      out      in       out      out      out
        ISSUER             out      out      in       in       out      out
        certificate-only   out      out      in       out      out      out

        """;

    private static readonly string[] s_users = ["plain", "ssl", "x509", "subject", "issuer", "certonly"];

    [Fact]
    public async Task OnlyWhatMustGetIn_DoesSo()
    {
        await using var accounts = await TemporaryAccounts.CreateAsync(Node, s_users.Select(user => (user, "%", $"IDENTIFIED BY '{Password}'")));
        using var stranger = await Authority.CreateAsync("stranger.example", "192.0.2.1");
        await Accounts.PutAsync(Node, "another", await Authority.IssueClientAsync("/CN=another"));
        await Accounts.PutAsync(Node, "stranger", await stranger.IssueClientAsync("/CN=subject"));
        var certificates = new Dictionary<string, ClientCertificate>();
        foreach (var user in s_users)
        {
            certificates[user] = await Authority.IssueClientAsync($"/CN={user}");
            await Accounts.PutAsync(Node, user, certificates[user]);
        }

        (await EnforceAsync("off", AccountLine.Files(
            new("ssl", "*", "SSL"), new("x509", "*", "X509", Certificate: certificates["x509"]),
            new("subject", "*", "SUBJECT", "/CN=subject", certificates["subject"]),
            new("issuer", "*", "ISSUER", $"/CN={Node.Hostname} CA 1", certificates["issuer"]),
            new("certonly", "*", "SUBJECT", "/CN=certonly", certificates["certonly"], CertificateOnly: true)))).MustSucceed();

        var table = await LogInAsync();
        output.WriteLine($"{Node.Kind}\n{table}");
        Assert.Equal(Table, table);
        // What is refused is refused for its certificate, not for want of a server.
        (await RelaxAsync()).MustSucceed();
        (await DatabaseClient.LogInAsync(Tool, "certonly", Password, tls: false)).MustSucceed();
    }

    /// <summary>The table: all logins of all accounts, in one go.</summary>
    private async Task<string> LogInAsync()
    {
        var client = Tool.IsMariaDb ? "mariadb" : "mysql";
        var (off, on) = Tool.IsMariaDb ? ("--skip-ssl", "--ssl --ssl-verify-server-cert=0") : ("--ssl-mode=DISABLED --get-server-public-key", "--ssl-mode=REQUIRED");
        var logins = (await Node.RunAsync(
            $$"""
            cd /run/accounts
            try() { {{client}} --no-defaults "$@" -e 'SELECT 1' >/dev/null 2>&1 </dev/null && printf ' in' || printf ' out'; }
            for user in {{string.Join(' ', s_users)}}; do
                password=--password={{Password}}
                [ $user != certonly ] || password=--skip-password
                printf %s $user
                try -h {{Node.Address}} -u $user $password {{off}}
                try -h {{Node.Address}} -u $user $password {{on}}
                try -h {{Node.Address}} -u $user $password {{on}} --ssl-cert=$user.crt --ssl-key=$user.key
                try -h {{Node.Address}} -u $user $password {{on}} --ssl-cert=another.crt --ssl-key=another.key
                try -h {{Node.Address}} -u $user $password {{on}} --ssl-cert=stranger.crt --ssl-key=stranger.key
                try --protocol=socket -u $user $password {{off}}
                echo
            done
            """)).MustSucceed();
        string[] names = ["plain", "SSL", "X509", "SUBJECT", "ISSUER", "certificate-only"];
        var rows = names.Zip(logins.Output.TrimEnd().Split('\n'), (name, line) =>
            name.PadRight(19) + string.Concat(line.Split(' ')[1..].Select(result => result.PadRight(9))).TrimEnd());
        return string.Join('\n', [Table.Split('\n')[0], .. rows, ""]);
    }
}

[Collection(NodeKind.MariaDb1011)]
public sealed class AccountLoginsOnMariaDb1011(EncryptedNode<MariaDb1011> encrypted, ITestOutputHelper output)
    : AccountLogins(encrypted, output), IClassFixture<EncryptedNode<MariaDb1011>>;

[Collection(NodeKind.MariaDb118)]
[Trait("Scope", "thorough")]
public sealed class AccountLoginsOnMariaDb118(EncryptedNode<MariaDb118> encrypted, ITestOutputHelper output)
    : AccountLogins(encrypted, output), IClassFixture<EncryptedNode<MariaDb118>>;

[Collection(NodeKind.MySql97)]
public sealed class AccountLoginsOnMySql97(EncryptedNode<MySql97> encrypted, ITestOutputHelper output)
    : AccountLogins(encrypted, output), IClassFixture<EncryptedNode<MySql97>>;
