namespace EncryptionInTransit;

/// <summary>The database servers that can be secured.</summary>
public enum DatabaseKind
{
    MariaDb,
    MySql,
    Percona,
}

/// <summary>The words for a <see cref="DatabaseKind"/>.</summary>
public static class DatabaseKinds
{
    /// <summary>The word in the configuration and in the node tool's requests.</summary>
    public static string Word(this DatabaseKind kind) => kind switch
    {
        DatabaseKind.MariaDb => "mariadb",
        DatabaseKind.MySql => "mysql",
        DatabaseKind.Percona => "percona",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The name that people use.</summary>
    public static string Name(this DatabaseKind kind) => kind switch
    {
        DatabaseKind.MariaDb => "MariaDB",
        DatabaseKind.MySql => "MySQL",
        DatabaseKind.Percona => "Percona Server",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
