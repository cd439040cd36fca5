namespace EncryptionInTransit.Infra.Configuration;

/// <summary>The keys of <c>nodes[i].proxysql</c>.</summary>
public static class ProxySqlKeys
{
    public static readonly Key AdminUser = new("adminUser", KeyType.Text,
        "Who logs in on the admin interface, on the node itself. ProxySQL lets `admin` in from the node only.")
    {
        Default = "admin",
    };

    public static readonly Key AdminPassword = new("adminPassword", KeyType.Text, "The password of `adminUser`.")
    {
        Required = true,
        Secret = true,
    };

    public static readonly Key AdminPort = new("adminPort", KeyType.Number, "The port of the admin interface.")
    {
        Default = "6032",
        Range = (1, 65535),
    };

    public static readonly Key Host = new("host", KeyType.Text,
        "Where the proof connects, from the machine that runs the stack. Default: the node's `ssh.host`.");

    public static readonly Key Port = new("port", KeyType.Number, "The port for clients.")
    {
        Default = "6033",
        Range = (1, 65535),
    };

    public static readonly Key Backends = new("backends", KeyType.SectionList,
        "The database nodes behind it. They are switched to TLS, each verified against its own CA; `[]` leaves all of them in plaintext.")
    {
        Required = true,
        Section = BackendKeys.All,
    };

    public static readonly Key OtherBackends = new("otherBackends", KeyType.TextList,
        "`HOST:PORT` of backends that this stack does not know and that stay as they are. Any other one is refused.")
    {
        Default = "[]",
    };

    public static readonly Key PendingEdits = new("pendingEdits", KeyType.TextList,
        "Edits of somebody else, not yet loaded or saved, that may go along with ours; named as the refusal prints them.")
    {
        Default = "[]",
    };

    public static readonly Key FallbackUsers = new("fallbackUsers", KeyType.TextList,
        "Users whom ProxySQL may go on connecting in plaintext, because nothing on the backend asks them for TLS. Any other one is refused.")
    {
        Default = "[]",
    };

    public static readonly Section All = new(
        AdminUser, AdminPassword, AdminPort, Host, Port, Backends, OtherBackends, PendingEdits, FallbackUsers);
}

/// <summary>The keys of an entry of <c>nodes[i].proxysql.backends</c>.</summary>
public static class BackendKeys
{
    public static readonly Key Node = new("node", KeyType.Text, "The name of a database node of this stack.")
    {
        Required = true,
        Example = "db1",
    };

    public static readonly Key Host = new("host", KeyType.Text,
        "`hostname` of the backend in `mysql_servers`. Default: the node's `database.host`.");

    public static readonly Key Port = new("port", KeyType.Number,
        "`port` of the backend in `mysql_servers`. Default: the node's `database.port`.")
    {
        Range = (1, 65535),
    };

    public static readonly Section All = new(Node, Host, Port);
}
