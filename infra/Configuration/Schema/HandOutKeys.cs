namespace EncryptionInTransit.Infra.Configuration;

/// <summary>The keys of <c>handOut</c>: what clients get.</summary>
public static class HandOutKeys
{
    public static readonly Key Folder = new("folder", KeyType.Text,
        "Where the files will lie on the clients' machines: option files and connection lines name them by this path.")
    {
        Default = "/etc/mysql/clients",
    };

    public static readonly Section All = new(Folder);
}
