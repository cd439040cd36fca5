namespace EncryptionInTransit.Lab;

/// <summary>A node to be started.</summary>
/// <param name="Name">Lower-case letters, digits and inner hyphens.</param>
/// <param name="Kind">One of <see cref="NodeKind"/>, or any other file of <c>lab/kinds</c>.</param>
public sealed record NodeSpec(string Name, string Kind);

/// <summary>The kinds of nodes there are: the files of <c>lab/kinds</c>.</summary>
public static class NodeKind
{
    public const string MariaDb1011 = "mariadb-10.11";
    public const string MariaDb1011Galera = "mariadb-10.11-galera";
    public const string MariaDb118 = "mariadb-11.8";
    public const string MariaDb118Galera = "mariadb-11.8-galera";
    public const string MariaDb118Systemd = "mariadb-11.8-systemd";
    public const string MySql97 = "mysql-9.7";
    public const string MySql97Systemd = "mysql-9.7-systemd";
    public const string ProxySql = "proxysql";
}
