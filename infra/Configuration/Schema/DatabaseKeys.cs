namespace EncryptionInTransit.Infra.Configuration;

/// <summary>The keys of <c>nodes[i].database</c>.</summary>
public static class DatabaseKeys
{
    public static readonly Key Host = new("host", KeyType.Text,
        "Where the proof connects, from the machine that runs the stack. Default: the node's `ssh.host`.");

    public static readonly Key Port = new("port", KeyType.Number, "The port of the database.")
    {
        Default = "3306",
        Range = (1, 65535),
    };

    public static readonly Key AdminUser = new("adminUser", KeyType.Text,
        "The account that the node tool uses on the node. Default: root over the unix socket, without a password.")
    {
        Example = "tls_admin",
    };

    public static readonly Key AdminPassword = new("adminPassword", KeyType.Text, "The password of `adminUser`.") { Secret = true };

    public static readonly Key StartCommand = new("startCommand", KeyType.Text,
        "What starts the server, run by `sh` as root on the node. Default: its service `mariadb`, `mysql` or `mysqld`, by systemd or the init scripts.")
    {
        Example = "systemctl start mysql@1",
    };

    public static readonly Section All = new(Host, Port, AdminUser, AdminPassword, StartCommand);
}
