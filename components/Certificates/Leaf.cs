namespace EncryptionInTransit;

/// <summary>A certificate that a CA is to sign, for a node's server, its client, or one of its accounts: whom it is for, and what for.</summary>
/// <param name="Prefix">The names of its resources begin with it.</param>
internal sealed record Leaf(string Prefix, string CommonName, CertificatePolicy Policy)
{
    public IReadOnlyList<string> DnsNames { get; init; } = [];

    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>In the tls provider's words.</summary>
    public required IReadOnlyList<string> ExtendedUsages { get; init; }

    /// <inheritdoc cref="CertificatePolicy.Subject"/>
    public (string ShortName, string? Value)[] Subject => Policy.Subject(CommonName);
}
