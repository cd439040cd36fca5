namespace EncryptionInTransit;

/// <summary>A certificate that a CA is to sign, for a node's server, its client, or one of its accounts: whom it is for, and what for.</summary>
/// <param name="Prefix">The names of its resources begin with it.</param>
internal sealed record Leaf(string Prefix, string CommonName, CertificatePolicy Policy)
{
    public IReadOnlyList<string> DnsNames { get; init; } = [];

    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>In the tls provider's words.</summary>
    public required IReadOnlyList<string> ExtendedUsages { get; init; }

    /// <summary>In the certificate's order, by OpenSSL's short names; what is absent has no value.</summary>
    public (string ShortName, string? Value)[] Subject =>
        [("C", Policy.Country), ("O", Policy.Organization), ("OU", Policy.OrganizationalUnit), ("CN", CommonName)];
}
