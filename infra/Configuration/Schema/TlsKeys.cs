namespace EncryptionInTransit.Infra.Configuration;

/// <summary>The keys of <c>tls</c>: what the servers accept.</summary>
public static class TlsKeys
{
    public static readonly Key RequireSecureTransport = new("requireSecureTransport", KeyType.Flag,
        "`true` refuses every TCP connection without TLS. Clients that still come without it are locked out.")
    {
        Default = "false",
    };

    public static readonly Key Ciphers = new("ciphers", KeyType.TextList,
        "TLS 1.2 cipher suites by OpenSSL's names. Default: those of the add-on's documentation that the server's kind takes, and one for ECDSA.");

    public static readonly Key MinimumVersion = new("minimumVersion", KeyType.Text, "The oldest protocol version that is accepted.")
    {
        Default = "TLSv1.2",
        Allowed = ["TLSv1.2", "TLSv1.3"],
    };

    public static readonly Section All = new(RequireSecureTransport, Ciphers, MinimumVersion);
}
