namespace EncryptionInTransit;

/// <summary>Where things are on a node. The certificate folders and the config file are those documented for the add-on.</summary>
public static class NodePaths
{
    public const string ProgramFolder = "/usr/local/sbin";

    public const string ToolName = "encryption-in-transit";

    public const string Tool = ProgramFolder + "/" + ToolName;

    /// <summary>What the tool makes keys with.</summary>
    public const string KeyMakerName = "selfcertgen";

    /// <summary>Exists exactly as long as some stack owns the node.</summary>
    public const string Claim = "/var/lib/encryption-in-transit/claim";

    public const string ServerFolder = "/var/lib/jelastic/keys/SSL-TLS/server";

    public const string ClientFolder = "/var/lib/jelastic/keys/SSL-TLS/client";

    /// <summary>The name of the server's config file, as requests to the node tool give it.</summary>
    public const string ConfigFileName = "ssl-config.cnf";

    public const string ConfigFile = "/etc/mysql/conf.d/" + ConfigFileName;
}
