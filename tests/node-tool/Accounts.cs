using EncryptionInTransit.Lab;
using EncryptionInTransit.Lab.Faults;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>Accounts must present a certificate, and are as before afterwards.</summary>
public abstract class Accounts(EncryptedNode encrypted) : EnforcementTest(encrypted)
{
    private const string Password = "Aa1-secret";

    [Fact]
    public async Task EveryRowOfAUser_IsTightened_AndWhateverItRequiredBefore_ComesBack()
    {
        string[] before =
        [
            "", "REQUIRE SSL", "REQUIRE X509", "REQUIRE SUBJECT '/O=a, b/CN=o''neil'", @"REQUIRE SUBJECT '/CN=a\\/b \\xC3\\xBC'", "REQUIRE SUBJECT '/CN=Müller \"q\"'",
            @"REQUIRE SUBJECT '/CN=x\\' ISSUER '/CN=y''' CIPHER 'TLS_AES_256_GCM_SHA384'", "REQUIRE ISSUER '/CN=CA'",
        ];
        await using var rows = await TemporaryAccounts.CreateAsync(
            Node, before.Select((requirement, index) => ("app", $"10.0.0.{index}", $"IDENTIFIED BY '{Password}' {requirement}")));
        var certificate = await Authority.IssueClientAsync("/O=Example/CN=app");
        var unlike = await ServerAndFilesAsync();

        var enforced = (await EnforceAsync("off", AccountLine.Files(new AccountLine("app", "*", "SUBJECT", "/O=Example/CN=app", certificate)))).MustSucceed();

        Assert.Equal(before.Length + 1, enforced.Output.TrimEnd().Split('\n').Length);
        Assert.Equal(
            $"{before.Length}\n",
            await Node.QueryAsync("SELECT COUNT(*) FROM mysql.user WHERE user = 'app' AND ssl_type = 'SPECIFIED' AND CONVERT(x509_subject USING utf8mb4) = '/O=Example/CN=app' AND x509_issuer = '' AND ssl_cipher = ''"));
        Assert.Contains("enforcedAccounts: 8\n", (await Tool.RunAsync("status")).MustSucceed().Output, StringComparison.Ordinal);
        Assert.Contains("ok: account 'app'@'10.0.0.0' has REQUIRE SUBJECT '/O=Example/CN=app'\n", (await Tool.RunAsync("verify")).MustSucceed().Output, StringComparison.Ordinal);
        Assert.Equal("plaintext-clients: []\n", (await EnforceAsync("off", AccountLine.Files(new AccountLine("app", "*", "SUBJECT", "/O=Example/CN=app", certificate)))).MustSucceed().Output);

        (await RelaxAsync()).MustSucceed();
        Assert.Equal(unlike, await ServerAndFilesAsync());
    }

    [Fact]
    public async Task ByCertificateOnly_APasswordIsNeitherNeededNorTaken_AndComesBack_UnseenByOthers()
    {
        // MariaDB lets an account log in by any of several methods.
        var methods = Tool.IsMariaDb ? $"IDENTIFIED VIA mysql_native_password USING PASSWORD('{Password}') OR unix_socket" : $"IDENTIFIED BY '{Password}'";
        await using var account = await TemporaryAccounts.CreateAsync(Node, ("only", "%", methods));
        var certificate = await Authority.IssueClientAsync("/CN=only");
        await PutAsync("only", certificate);
        var before = await Node.QueryAsync("SHOW CREATE USER only@'%'");
        var hash = (await Node.QueryAsync("SELECT HEX(authentication_string) FROM mysql.user WHERE user = 'only'")).Trim();
        var files = AccountLine.Files(new AccountLine("only", "%", "SUBJECT", "/CN=only", certificate, CertificateOnly: true));
        (await Node.RunAsync("(while [ ! -e /run/watched ]; do cat /proc/[0-9]*/cmdline; done >/run/arguments 2>/dev/null; rm /run/watched) </dev/null >/dev/null 2>&1 &")).MustSucceed();

        (await EnforceAsync("off", files)).MustSucceed();

        (await DatabaseClient.LogInAsync(Tool, "only", "", tls: true, CertificateOptions("only"))).MustSucceed();
        Assert.NotEqual(0, (await DatabaseClient.LogInAsync(Tool, "only", "", tls: true)).ExitCode);
        Assert.NotEqual(0, (await DatabaseClient.LogInAsync(Tool, "only", Password, tls: true, CertificateOptions("only"))).ExitCode);

        (await RelaxAsync()).MustSucceed();
        (await Node.RunAsync("touch /run/watched")).MustSucceed();
        (await DatabaseClient.LogInAsync(Tool, "only", Password, tls: true)).MustSucceed();
        Assert.NotEqual(0, (await DatabaseClient.LogInAsync(Tool, "only", "", tls: true, CertificateOptions("only"))).ExitCode);
        Assert.Equal(Comparable(before), Comparable(await Node.QueryAsync("SHOW CREATE USER only@'%'")));
        var arguments = (await Node.RunAsync("cat /run/arguments")).MustSucceed().Output;
        Assert.DoesNotContain(hash[2..], arguments, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(certificate.Key.Split('\n')[1], arguments, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APolicyAboutPasswords_StandsInTheWayOnlyWhereItForbidsToHaveNone()
    {
        await using var account = await TemporaryAccounts.CreateAsync(Node, ("only", "%", $"IDENTIFIED BY '{Password}'"));
        var certificate = await Authority.IssueClientAsync("/CN=only");
        var files = AccountLine.Files(new AccountLine("only", "*", "SUBJECT", "/CN=only", certificate, CertificateOnly: true));
        await Node.QueryAsync(Tool.IsMariaDb ? "INSTALL SONAME 'simple_password_check'" : "INSTALL COMPONENT 'file://component_validate_password'");

        var enforced = await EnforceAsync("off", files);
        var relaxed = await RelaxAsync();

        await Node.QueryAsync(Tool.IsMariaDb ? "UNINSTALL SONAME 'simple_password_check'" : "UNINSTALL COMPONENT 'file://component_validate_password'");
        if (Tool.IsMariaDb)
        {
            AssertFailed(1, enforced, "1396", "a password policy of the server may forbid an account without password", "rolled back");
            return;
        }

        enforced.MustSucceed();
        Assert.Contains("its authentication too", relaxed.MustSucceed().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithAPasswordAgain_ItComesBack_WhileTheRequirementStays()
    {
        await using var account = await TemporaryAccounts.CreateAsync(Node, ("only", "%", $"IDENTIFIED BY '{Password}'"));
        var certificate = await Authority.IssueClientAsync("/CN=only");
        await PutAsync("only", certificate);
        (await EnforceAsync("off", AccountLine.Files(new AccountLine("only", "*", "SUBJECT", "/CN=only", certificate, CertificateOnly: true)))).MustSucceed();

        (await EnforceAsync("off", AccountLine.Files(new AccountLine("only", "*", "SUBJECT", "/CN=only", certificate)))).MustSucceed();

        (await DatabaseClient.LogInAsync(Tool, "only", Password, tls: true, CertificateOptions("only"))).MustSucceed();
        Assert.NotEqual(0, (await DatabaseClient.LogInAsync(Tool, "only", Password, tls: true)).ExitCode);
    }

    [Fact]
    public async Task WhatIsNotOurs_Stays()
    {
        await using var accounts = await TemporaryAccounts.CreateAsync(
            Node, ("theirs", "%", $"IDENTIFIED BY '{Password}' REQUIRE SSL"), ("edited", "%", $"IDENTIFIED BY '{Password}'"), ("gone", "%", $"IDENTIFIED BY '{Password}'"));
        AccountLine[] lines = [new("theirs", "*", "SSL"), new("edited", "*", "SSL"), new("gone", "*", "SSL")];
        (await EnforceAsync("off", AccountLine.Files(lines))).MustSucceed();
        await Node.QueryAsync("ALTER USER edited@'%' REQUIRE X509; DROP USER gone@'%'");
        var verified = await Tool.RunAsync("verify");
        Assert.Equal(1, verified.ExitCode);
        Assert.Contains("FAILED: account 'edited'@'%' has REQUIRE SSL: it has REQUIRE X509", verified.Output, StringComparison.Ordinal);

        AssertFailed(1, await EnforceAsync("off", AccountLine.Files(lines)), "account \"gone\"@\"*\"", "is gone: create it again, or take it out of accounts");
        var relaxed = (await RelaxAsync()).MustSucceed();

        Assert.Equal("", relaxed.Output);
        Assert.Contains("'edited'@'%': somebody changed its requirement since", relaxed.Error, StringComparison.Ordinal);
        Assert.Contains("'gone'@'%' no longer exists", relaxed.Error, StringComparison.Ordinal);
        Assert.Equal("edited\tX509\ntheirs\tANY\n", await Node.QueryAsync("SELECT user, ssl_type FROM mysql.user WHERE user IN ('theirs', 'edited', 'gone') ORDER BY user"));
    }

    [Fact]
    public async Task AnAccountTakenOutOfTheRequest_IsRestored_AndAnotherRequirementReplacesOurs()
    {
        await using var accounts = await TemporaryAccounts.CreateAsync(
            Node, ("one", "%", $"IDENTIFIED BY '{Password}'"), ("two", "%", $"IDENTIFIED BY '{Password}' REQUIRE X509"));
        var certificate = await Authority.IssueClientAsync("/CN=two");
        (await EnforceAsync("off", AccountLine.Files(new("one", "*", "SSL"), new("two", "*", "SSL")))).MustSucceed();

        var enforced = (await EnforceAsync("off", AccountLine.Files(new AccountLine("two", "*", "SUBJECT", "/CN=two", certificate)))).MustSucceed();

        Assert.Contains("restored: 'one'@'%' REQUIRE NONE\n", enforced.Output, StringComparison.Ordinal);
        Assert.Equal("restored: 'two'@'%' REQUIRE X509\n", (await RelaxAsync()).MustSucceed().Output);
    }

    [Fact]
    public async Task WhatCannotBeRight_IsRefused_AllAtOnce()
    {
        await using var accounts = await TemporaryAccounts.CreateAsync(
            Node, ("app", "%", $"IDENTIFIED BY '{Password}'"), ("fine", "%", $"IDENTIFIED BY '{Password}'"));
        await Node.QueryAsync("CREATE ROLE role1");
        var before = await ServerAndFilesAsync();
        var certificate = await Authority.IssueClientAsync("/CN=app");
        var server = await Authority.IssueClientAsync("/CN=app", usage: "serverAuth");
        using var stranger = await Authority.CreateAsync("stranger.example", "192.0.2.1");
        var strange = await stranger.IssueClientAsync("/CN=app");

        AssertFailed(1, await EnforceAsync("off", AccountLine.Files(
                new("fine", "*", "SSL"), new("absent", "*", "SSL"), new("app", "localhost", "SSL"), new("", "%", "SSL"), new("root", "*", "X509"),
                new("role1", "*", "SSL"), new("app", "%", "SUBJECT"), new("app", "%", "SUBJECT", "CN=app"), new("app", "%", "SSL", CertificateOnly: true),
                new("app", "%", "TLS"), new("app", "%", "X509"), new("fine", "%", "SSL"))),
            "account \"absent\"@\"*\": it does not exist on this server",
            "account \"app\"@\"localhost\": it does not exist on this server, but 'app'@'%': name one of them",
            "the anonymous account",
            "account 'root'@'localhost': it is the one that this node is administered with",
            "it is a role", "an empty SUBJECT would let in any client on MariaDB", "is not in the server's form", "would let in anybody",
            "require \"TLS\" is none of", "account \"app\"@\"%\": no certificate is given for it", "account 'fine'@'%' is named twice", "before anything was touched");

        await RefusesAsync(certificate, "/CN=App", "its certificate has SUBJECT '/CN=app', the request says '/CN=App'");
        await RefusesAsync(certificate with { Key = strange.Key }, "/CN=app", "the private key does not belong to the certificate");
        await RefusesAsync(strange, "/CN=app", "this node's root.crt does not accept its certificate");
        await RefusesAsync(server, "/CN=app", "this node's root.crt does not accept its certificate: unsuitable certificate purpose");
        Assert.Equal(before, await ServerAndFilesAsync());
        await Node.QueryAsync("DROP ROLE role1");

        async Task RefusesAsync(ClientCertificate given, string subject, string says) =>
            AssertFailed(1, await EnforceAsync("off", AccountLine.Files(new AccountLine("app", "*", "SUBJECT", subject, given))), says, "before anything was touched");
    }

    [Fact]
    public async Task AnAccountThatTheAdministratorMayNotAlter_TakesTheOthersBackWithIt()
    {
        // Only MySQL protects accounts from those who may create users.
        if (Tool.IsMariaDb)
            return;
        await using var accounts = await TemporaryAccounts.CreateAsync(
            Node, ("aaa", "%", $"IDENTIFIED BY '{Password}'"), ("zzz", "%", $"IDENTIFIED BY '{Password}'"), ("admin1", "localhost", $"IDENTIFIED BY '{Password}'"));
        await Node.QueryAsync("GRANT SYSTEM_USER ON *.* TO zzz@'%'; GRANT SELECT, PROCESS, RELOAD, CREATE USER, REPLICATION CLIENT ON *.* TO admin1@localhost");
        var before = await ServerAndFilesAsync();
        (await Tool.RunAsync("claim", Requests.Claim(Node.Server, adminUser: "admin1", adminPassword: Password))).MustSucceed();

        var enforced = await EnforceAsync("off", AccountLine.Files(new("aaa", "*", "SSL"), new("zzz", "*", "SSL")));

        await Tool.ClaimAsync();
        Assert.Equal(1, enforced.ExitCode);
        Assert.Contains("ALTER USER 'zzz'@'%': ERROR 1227", enforced.Error, StringComparison.Ordinal);
        Assert.Contains("SYSTEM_USER", enforced.Error, StringComparison.Ordinal);
        Assert.Contains("rolled back", enforced.Error, StringComparison.Ordinal);
        Assert.Equal(before, await ServerAndFilesAsync());
    }

    [Fact]
    public async Task Killed_TheNextRunPutsAccountsBack_AndNoAccountOfTheProofStays()
    {
        await using var accounts = await TemporaryAccounts.CreateAsync(
            Node, ("one", "%", $"IDENTIFIED BY '{Password}'"), ("two", "%", $"IDENTIFIED BY '{Password}' REQUIRE X509"));
        var certificate = await Authority.IssueClientAsync("/CN=one");
        var files = AccountLine.Files(new("one", "*", "SUBJECT", "/CN=one", certificate, CertificateOnly: true), new("two", "*", "SSL"));
        var before = await ServerAndFilesAsync();
        string[] moments =
        [
            $"[ -e {ToolNode.State}/enforcing/probe ]", $"[ \"$(echo {ToolNode.State}/enforcing/accounts/*)\" != '{ToolNode.State}/enforcing/accounts/*' ]",
            $"[ \"$(ls {ToolNode.State}/accounts | wc -l)\" = 2 ]",
        ];
        foreach (var moment in moments)
        {
            await Node.KillAsync("enforce", Requests.Enforce(Claim, "off", files), moment);
            (await Tool.RunAsync("verify")).MustSucceed();
            Assert.Equal(before, await ServerAndFilesAsync());
        }

        (await EnforceAsync("off", files)).MustSucceed();
        await Node.KillAsync("relax", Requests.Enforce(Claim, "off"), $"[ \"$(ls {ToolNode.State}/accounts | wc -l)\" = 1 ]");
        (await RelaxAsync()).MustSucceed();
        Assert.Equal(before, await ServerAndFilesAsync());
    }

    [Fact]
    public async Task AStoppedServer_KeepsWhatIsKnownOfItsAccounts_ForWhenItRuns()
    {
        await using var accounts = await TemporaryAccounts.CreateAsync(Node, ("one", "%", $"IDENTIFIED BY '{Password}'"));
        (await EnforceAsync("off", AccountLine.Files(new AccountLine("one", "*", "SSL")))).MustSucceed();

        await using (await Node.StopDatabaseAsync())
        {
            AssertFailed(1, await RelaxAsync(), "accounts can be put back only while the server runs", $"start it (service {Node.Service} start)");
            AssertFailed(1, await EnforceAsync("off"), $"start it: service {Node.Service} start");
        }

        Assert.Equal("restored: 'one'@'%' REQUIRE NONE\n", (await RelaxAsync()).MustSucceed().Output);
    }

    [Fact]
    public async Task TwoRunsSideBySide_OneAfterTheOther()
    {
        await using var accounts = await TemporaryAccounts.CreateAsync(Node, ("one", "%", $"IDENTIFIED BY '{Password}'"));
        var files = AccountLine.Files(new AccountLine("one", "*", "SSL"));

        var both = await Task.WhenAll(EnforceAsync("on", files), EnforceAsync("on", files));

        Assert.All(both, run => run.MustSucceed());
        Assert.Single(both, run => run.Output.Contains("set: 'one'@'%' REQUIRE SSL\n", StringComparison.Ordinal));
        Assert.Equal("restored: 'one'@'%' REQUIRE NONE\nset: require_secure_transport = OFF\n", (await RelaxAsync()).MustSucceed().Output);
    }

    internal static string CertificateOptions(string name) => $"--ssl-cert=/run/accounts/{name}.crt --ssl-key=/run/accounts/{name}.key";

    internal static async Task PutAsync(LabNode node, string name, ClientCertificate certificate)
    {
        await node.PutFileAsync($"/run/accounts/{name}.crt", certificate.Certificate);
        await node.PutFileAsync($"/run/accounts/{name}.key", certificate.Key, "0600");
    }

    private Task PutAsync(string name, ClientCertificate certificate) => PutAsync(Node, name, certificate);

    // MariaDB quotes the name of a plugin where it did not before, or the reverse: the same account.
    private static string Comparable(string createUser) => createUser.Replace("`", "", StringComparison.Ordinal);
}

[Collection(NodeKind.MariaDb1011)]
public sealed class AccountsOnMariaDb1011(EncryptedNode<MariaDb1011> encrypted) : Accounts(encrypted), IClassFixture<EncryptedNode<MariaDb1011>>;

[Collection(NodeKind.MariaDb118)]
[Trait("Scope", "thorough")]
public sealed class AccountsOnMariaDb118(EncryptedNode<MariaDb118> encrypted) : Accounts(encrypted), IClassFixture<EncryptedNode<MariaDb118>>;

[Collection(NodeKind.MySql97)]
[Trait("Scope", "thorough")]
public sealed class AccountsOnMySql97(EncryptedNode<MySql97> encrypted) : Accounts(encrypted), IClassFixture<EncryptedNode<MySql97>>;
