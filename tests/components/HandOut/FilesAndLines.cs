using System.Text;

namespace EncryptionInTransit.Tests.HandOut;

/// <summary>Option files and connection lines, for plain names and for names that each reader reads otherwise.</summary>
public class FilesAndLines
{
    [Fact]
    public void Of_an_account_with_a_password() => Approved.Text(TextOf(Logins.Of()));

    [Fact]
    public void Of_an_account_without_a_password() => Approved.Text(TextOf(Logins.Of(user: "batch", hasPassword: false)));

    [Fact]
    public void Of_names_that_need_quotes() =>
        Approved.Text(TextOf(Logins.Of(user: "Jörg \"O'Neil\" # 50%\\&;=", host: "fd00::11", folder: "/srv/hand out's")));

    [Fact]
    public void Are_six_files()
    {
        var login = Logins.Of();
        var files = new ClientFiles(login);

        Assert.Equal(
            ["ca.pem", "client-cert.pem", "client-key.pem", "client.p12", "mariadb.cnf", "mysql.cnf"],
            files.All.Keys.Select(path => Path.GetRelativePath("/etc/mysql/clients/db1/app", path)).Order(StringComparer.Ordinal));
        Assert.Equal(login.KeyPem, Encoding.UTF8.GetString(files.All[files.KeyPath]));
        Assert.Equal(files.MySqlOptions, Encoding.UTF8.GetString(files.All[files.MySqlOptionsPath]));
    }

    [Fact]
    public void Are_in_another_folder_for_each_node_and_user() =>
        Assert.Equal(4, new[] { ("db1", "app"), ("db1", "APP"), ("db2", "app"), ("db1", "../db2/app") }
            .Select(pair => new ClientFiles(Logins.Of(user: "app") with { Node = pair.Item1, User = pair.Item2 }).CaPath).Distinct().Count());

    private static string TextOf(ClientLogin login)
    {
        var files = new ClientFiles(login);
        return string.Join('\n',
            $"{files.MySqlOptionsPath}:", files.MySqlOptions,
            $"{files.MariaDbOptionsPath}:", files.MariaDbOptions,
            ConnectionLines.MySql(login, files),
            ConnectionLines.MariaDb(login, files),
            ConnectionLines.MySqlConnector(login, files),
            ConnectionLines.Jdbc(login, files),
            ConnectionLines.JdbcOfMariaDb(login, files),
            ConnectionLines.PyMySql(login, files),
            "").Replace(files.KeyStore.Password, "THE PASSWORD OF THE KEY STORE");
    }
}
