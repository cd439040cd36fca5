namespace EncryptionInTransit.Infra.Configuration;

/// <summary>The keys of <c>handOut</c>: what clients get.</summary>
public static class HandOutKeys
{
    public static readonly Key Folder = new("folder", KeyType.Text,
        "Where the files will lie on the clients' machines: option files and connection lines name them by this path.")
    {
        Default = "/etc/mysql/clients",
    };

    public static readonly Key CaGeneration = AccountKeys.CaGeneration with
    {
        Meaning = "The same as `accounts[].caGeneration`, for all users. Default: the oldest generation that is trusted.",
    };

    public static readonly Section All = new(Folder, CaGeneration);
}
