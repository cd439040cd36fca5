namespace EncryptionInTransit.Infra.Configuration;

/// <summary>The keys of <c>status</c>: how the nodes' status is told.</summary>
public static class StatusKeys
{
    public static readonly Key Prometheus = new("prometheus", KeyType.Flag,
        "`true`: the output `prometheus` has the status for node_exporter's textfile collector.")
    {
        Default = "false",
    };

    public static readonly Section All = new(Prometheus);
}
