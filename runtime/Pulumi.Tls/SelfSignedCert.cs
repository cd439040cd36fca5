using System.Collections.Immutable;

namespace Pulumi.Tls;

/// <summary>A certificate signed by its own key.</summary>
public class SelfSignedCert : CustomResource
{
    public SelfSignedCert(string name, SelfSignedCertArgs args, CustomResourceOptions? options = null)
        : base("tls:index/selfSignedCert:SelfSignedCert", name, args ?? new SelfSignedCertArgs(), CustomResourceOptions.Merge(Defaults(), options))
    {
    }

    /// <summary>Key usages and extended key usages (RFC 5280, 4.2.1.3 and 4.2.1.12), as <c>digital_signature</c> or <c>server_auth</c>.</summary>
    [Output("allowedUses")]
    public Output<ImmutableArray<string>> AllowedUses { get; private set; } = null!;

    /// <summary>The certificate as PEM (RFC 7468).</summary>
    [Output("certPem")]
    public Output<string> CertPem { get; private set; } = null!;

    /// <summary>DNS names it is for (RFC 5280, 4.2.1.6).</summary>
    [Output("dnsNames")]
    public Output<ImmutableArray<string>> DnsNames { get; private set; } = null!;

    /// <summary>Hours before its end from which it counts as expired and is replaced; 0 if null.</summary>
    [Output("earlyRenewalHours")]
    public Output<int> EarlyRenewalHours { get; private set; } = null!;

    /// <summary>IP addresses it is for (RFC 5280, 4.2.1.6).</summary>
    [Output("ipAddresses")]
    public Output<ImmutableArray<string>> IpAddresses { get; private set; } = null!;

    /// <summary>Whether it may sign others (RFC 5280, 4.2.1.9); no if null.</summary>
    [Output("isCaCertificate")]
    public Output<bool> IsCaCertificate { get; private set; } = null!;

    /// <summary>The algorithm of the private key.</summary>
    [Output("keyAlgorithm")]
    public Output<string> KeyAlgorithm { get; private set; } = null!;

    /// <summary>How many CA certificates may stand below it (RFC 5280, 4.2.1.9); -1, without limit, if null.</summary>
    [Output("maxPathLength")]
    public Output<int> MaxPathLength { get; private set; } = null!;

    /// <summary>The private key as PEM (RFC 7468); secret.</summary>
    [Output("privateKeyPem")]
    public Output<string> PrivateKeyPem { get; private set; } = null!;

    /// <summary>Whether it has expired, or will within the hours of early renewal.</summary>
    [Output("readyForRenewal")]
    public Output<bool> ReadyForRenewal { get; private set; } = null!;

    /// <summary>Whether it has the authority's key identifier (RFC 5280, 4.2.1.1); no if null.</summary>
    [Output("setAuthorityKeyId")]
    public Output<bool> SetAuthorityKeyId { get; private set; } = null!;

    /// <summary>Whether it has a subject key identifier (RFC 5280, 4.2.1.2); no if null.</summary>
    [Output("setSubjectKeyId")]
    public Output<bool> SetSubjectKeyId { get; private set; } = null!;

    /// <summary>Whose it is (RFC 5280, 4.1.2.6).</summary>
    [Output("subject")]
    public Output<Outputs.SelfSignedCertSubject?> Subject { get; private set; } = null!;

    /// <summary>URIs it is for (RFC 5280, 4.2.1.6).</summary>
    [Output("uris")]
    public Output<ImmutableArray<string>> Uris { get; private set; } = null!;

    /// <summary>Until when it is valid (RFC 3339).</summary>
    [Output("validityEndTime")]
    public Output<string> ValidityEndTime { get; private set; } = null!;

    /// <summary>Hours from its creation to its end.</summary>
    [Output("validityPeriodHours")]
    public Output<int> ValidityPeriodHours { get; private set; } = null!;

    /// <summary>From when it is valid (RFC 3339).</summary>
    [Output("validityStartTime")]
    public Output<string> ValidityStartTime { get; private set; } = null!;

    private static CustomResourceOptions Defaults() => new()
    {
        Version = Package.Version,
        AdditionalSecretOutputs = { "privateKeyPem" },
    };
}
