namespace EncryptionInTransit;

/// <summary>What a server accepts.</summary>
public sealed record TlsPolicy
{
    /// <summary>Whether TCP connections without TLS are refused. The unix socket stays open.</summary>
    public SecureTransportPhase RequireSecureTransport { get; init; }

    /// <summary>OpenSSL's names, for TLS 1.2; null is the default of the server's kind.</summary>
    public IReadOnlyList<string>? Ciphers { get; init; }

    /// <summary>Refuse TLS 1.2 as well.</summary>
    public bool Tls13Only { get; init; }
}
