namespace EncryptionInTransit.Infra.Configuration;

/// <summary>The keys of an entry of <c>groups</c>.</summary>
public static class GroupKeys
{
    /// <summary>The topology of nodes that only stand together in the configuration.</summary>
    public const string Standalone = "standalone";

    public static readonly Key Name = new("name", KeyType.Text, "Unique.")
    {
        Required = true,
        Example = "orders",
    };

    public static readonly Key Topology = new("topology", KeyType.Text,
        "`replication`: replicas before what they replicate from; who is what, the nodes say themselves. `galera`: members of one cluster. `standalone`: no order.")
    {
        Required = true,
        Allowed = [Standalone, .. Enum.GetValues<Topology>().Select(topology => topology.Word())],
        Example = EncryptionInTransit.Topology.Replication.Word(),
    };

    public static readonly Key Nodes = new("nodes", KeyType.TextList, "The names of its database nodes, each in no other group.")
    {
        Required = true,
        Example = "[db1, db2]",
    };

    public static readonly Key Restart = NodeKeys.Restart with
    {
        Meaning = "The same as `nodes[].restart`, for all of its nodes.",
        Default = "allowed",
    };

    public static readonly Key EncryptStreams = new("encryptStreams", KeyType.Flag,
        "`true`: what the nodes say to each other goes over TLS. `replication`: each source verified by its name and its CA. `galera`, of MariaDB: the group's traffic, IST and SST, each member verified by its CA; takes one more restart of each.")
    {
        Default = "false",
    };

    public static readonly Section All = new(Name, Topology, Nodes, Restart, EncryptStreams);
}
