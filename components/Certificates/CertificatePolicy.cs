namespace EncryptionInTransit;

/// <summary>What certificates look like and how long they live.</summary>
public sealed record CertificatePolicy
{
    public KeyAlgorithm Algorithm { get; init; } = KeyAlgorithm.Rsa;

    public int RsaBits { get; init; } = 2048;

    public string EcdsaCurve { get; init; } = "P256";

    /// <summary>The CA's life, in hours.</summary>
    public int CaValidityHours { get; init; } = 10 * 365 * 24;

    /// <summary>The life of server and client certificates, in hours.</summary>
    public int ValidityHours { get; init; } = 365 * 24;

    /// <summary>How many hours before their end server and client certificates are made anew; 0 is when they have expired.</summary>
    public int EarlyRenewalHours { get; init; } = 30 * 24;

    public string? Organization { get; init; }

    public string? OrganizationalUnit { get; init; }

    /// <summary>Two letters (ISO 3166).</summary>
    public string? Country { get; init; }

    /// <summary>A subject in the certificate's order, by OpenSSL's short names; what is absent has no value.</summary>
    internal (string ShortName, string? Value)[] Subject(string commonName) =>
        [("C", Country), ("O", Organization), ("OU", OrganizationalUnit), ("CN", commonName)];

    /// <summary>
    /// The CA's certificate is made anew, with the same key and name, as soon as it has less life left than a new
    /// certificate gets: so none outlives its CA, however late it is issued. One hour is for the run itself.
    /// </summary>
    public int CaEarlyRenewalHours => ValidityHours + CaMarginHours;

    /// <summary>What the CA's life must exceed <see cref="ValidityHours"/> by.</summary>
    public const int CaMarginHours = 1;
}
