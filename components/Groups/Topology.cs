namespace EncryptionInTransit;

/// <summary>How the nodes of a group belong together.</summary>
public enum Topology
{
    /// <summary>Replicas and what they replicate from.</summary>
    Replication,

    /// <summary>Members of one Galera cluster.</summary>
    Galera,
}

/// <summary>The words for a <see cref="Topology"/>.</summary>
public static class Topologies
{
    /// <summary>The word in the configuration and in the node tool's requests.</summary>
    public static string Word(this Topology topology) => topology switch
    {
        Topology.Replication => "replication",
        Topology.Galera => "galera",
        _ => throw new ArgumentOutOfRangeException(nameof(topology), topology, null),
    };
}
