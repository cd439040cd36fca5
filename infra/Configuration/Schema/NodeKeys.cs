namespace EncryptionInTransit.Infra.Configuration;

/// <summary>The keys of an entry of <c>nodes</c>.</summary>
public static class NodeKeys
{
    public static readonly Key Name = new("name", KeyType.Text,
        "Unique. The names of the node's resources start with it, and the node's claim carries it.")
    {
        Required = true,
        Example = "db1",
    };

    public static readonly Key Kind = new("kind", KeyType.Text, "The server on the node.")
    {
        Required = true,
        Allowed = [.. Enum.GetValues<DatabaseKind>().Select(kind => kind.Word()), EncryptedProxy.Word],
        Example = "mariadb",
    };

    public static readonly Key Hostname = new("hostname", KeyType.Text,
        "The DNS name or IP address that clients use: common name and first alternative name of the server's certificate.")
    {
        Required = true,
        Example = "db1.example.com",
    };

    public static readonly Key AlternativeNames = new("alternativeNames", KeyType.TextList,
        "More DNS names and IP addresses for the server's certificate. The SSH address is not added by itself.")
    {
        Default = "[]",
    };

    public static readonly Key Ssh = new("ssh", KeyType.Section, "How to log in on this node; what is absent is taken from `ssh` of all nodes.")
    {
        Required = true,
        Section = SshKeys.OfOneNode,
    };

    public static readonly Key Database = new("database", KeyType.Section, "Where and how the database is reached.")
    {
        Section = DatabaseKeys.All,
    };

    public static readonly Key ProxySql = new("proxysql", KeyType.Section, "With kind `proxysql`, and required then: how ProxySQL is reached, and what is behind it.")
    {
        Section = ProxySqlKeys.All,
    };

    public static readonly Key WithoutProxy = new("withoutProxy", KeyType.Flag,
        "`true`: this database node is behind none of the stack's ProxySQL nodes, and that is meant so.")
    {
        Default = "false",
    };

    public static readonly Key Restart = new("restart", KeyType.Text,
        "Whether the server may be restarted where a reload is not enough (MariaDB: the first time, and when TLS variables change). Default: that of its group, else `allowed`.")
    {
        Allowed = ["allowed", "forbidden"],
    };

    public static readonly Key RequireSecureTransport = TlsKeys.RequireSecureTransport with
    {
        Meaning = "The same as `tls.requireSecureTransport`, for this node alone.",
        Default = null,
    };

    public static readonly Key AllowedPlaintextClients = TlsKeys.AllowedPlaintextClients with
    {
        Meaning = "On this node, besides those of `tls.allowedPlaintextClients`.",
    };

    public static readonly Key Keys = CertificateKeys.Keys with
    {
        Meaning = "The same as `certificates.keys`, for this node alone.",
        Default = null,
    };

    public static readonly Key Authority = CertificateKeys.Authority with
    {
        Meaning = "The same as `certificates.authority`, for this node alone.",
    };

    public static readonly Key CaGenerations = CertificateKeys.CaGenerations with
    {
        Meaning = "The same as `certificates.caGenerations`, for this node alone.",
        Default = null,
    };

    public static readonly Key AlsoTrusted = CertificateKeys.AlsoTrusted with
    {
        Meaning = "More of them for this node, besides `certificates.alsoTrusted`.",
    };

    public static readonly Key AbruptCaChange = new("abruptCaChange", KeyType.Flag,
        "`true`: this node may change to CAs of which its clients trust none yet; they fail until they have the new `root.crt`.")
    {
        Default = "false",
    };

    public static readonly Key Reissue = new("reissue", KeyType.Section, "Raise a number to re-issue this node's certificates.")
    {
        Section = ReissueKeys.All,
    };

    public static readonly Key Reapply = new("reapply", KeyType.Number,
        "Raise it to put everything on the node again, with its present certificates: somebody else has changed it, or it was set up anew.")
    {
        Default = "1",
        Range = (1, int.MaxValue),
    };

    public static readonly Key Adopt = new("adopt", KeyType.Flag,
        "`true`: the vendor's SSL add-on, if this database node has it, is taken over: its keys are destroyed, and no uninstall brings it back.")
    {
        Default = "false",
    };

    public static readonly Key Formerly = new("formerly", KeyType.Text,
        "The name that this node had, if it was renamed: it keeps its certificates, and is not touched but for its claim.")
    {
        Example = "old1",
    };

    public static readonly Key Abandon = new("abandon", KeyType.Flag,
        "`true`: the node is gone for good. `up` leaves it alone; after that its entry can be taken out, or the stack destroyed, without it.")
    {
        Default = "false",
    };

    public static readonly Section All = new(
        Name, Kind, Hostname, AlternativeNames, Ssh, Database, ProxySql, WithoutProxy, Restart,
        RequireSecureTransport, AllowedPlaintextClients, Keys, Authority, CaGenerations, AlsoTrusted, AbruptCaChange, Reissue, Reapply,
        Adopt, Formerly, Abandon);
}
