namespace EncryptionInTransit.Infra.Configuration;

/// <summary>The keys of <c>tls</c>: what the servers accept.</summary>
public static class TlsKeys
{
    public static readonly Key RequireSecureTransport = new("requireSecureTransport", KeyType.Text,
        "`audit` lists the clients that still come without TLS, at every `up`. `on` refuses them, and does not start while there are some that are not allowed by name.")
    {
        Default = SecureTransportPhase.Off.Word(),
        Allowed = [.. Enum.GetValues<SecureTransportPhase>().Select(phase => phase.Word())],
    };

    public static readonly Key AllowedPlaintextClients = new("allowedPlaintextClients", KeyType.TextList,
        "`USER@HOST` or `USER@*`: clients without TLS that do not hold up `on`. A database refuses them from then on; ProxySQL goes on letting these users in.")
    {
        Default = "[]",
    };

    public static readonly Key Ciphers = new("ciphers", KeyType.TextList,
        "TLS 1.2 cipher suites by OpenSSL's names. Default: those of the add-on's documentation that the server's kind takes, and one for ECDSA.");

    public static readonly Key MinimumVersion = new("minimumVersion", KeyType.Text, "The oldest protocol version that is accepted.")
    {
        Default = "TLSv1.2",
        Allowed = ["TLSv1.2", "TLSv1.3"],
    };

    public static readonly Section All = new(RequireSecureTransport, AllowedPlaintextClients, Ciphers, MinimumVersion);
}
