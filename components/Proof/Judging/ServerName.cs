namespace EncryptionInTransit.Proof.Judging;

/// <summary>Which server it is, from what it says of itself.</summary>
/// <param name="Product"><c>MariaDB</c>, <c>MySQL</c> or <c>Percona Server</c>.</param>
/// <param name="Version">As <c>10.11.18</c>.</param>
internal sealed record ServerName(string Product, string Version)
{
    // MariaDB before 11 puts this before its version, for replicas of old.
    private const string ReplicationPrefix = "5.5.5-";

    /// <param name="greeting">The version of the server's greeting, as <c>5.5.5-10.11.18-MariaDB-0+deb12u1</c>.</param>
    /// <param name="versionComment">Percona names itself only there.</param>
    public static ServerName Parse(string greeting, string? versionComment)
    {
        var mariaDb = greeting.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);
        var version = mariaDb && greeting.StartsWith(ReplicationPrefix, StringComparison.Ordinal)
            ? greeting[ReplicationPrefix.Length..]
            : greeting;
        var product = mariaDb ? "MariaDB"
            : versionComment?.Contains("Percona", StringComparison.OrdinalIgnoreCase) == true ? "Percona Server"
            : "MySQL";
        return new(product, version.Split('-')[0]);
    }
}
