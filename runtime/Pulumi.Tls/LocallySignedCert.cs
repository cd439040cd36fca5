using System.Collections.Immutable;

namespace Pulumi.Tls;

/// <summary>A certificate for a request, signed by an authority whose key is at hand.</summary>
public class LocallySignedCert : CustomResource
{
    public LocallySignedCert(string name, LocallySignedCertArgs args, CustomResourceOptions? options = null)
        : base("tls:index/locallySignedCert:LocallySignedCert", name, args ?? new LocallySignedCertArgs(), CustomResourceOptions.Merge(Defaults(), options))
    {
    }

    /// <summary>Key usages and extended key usages (RFC 5280, 4.2.1.3 and 4.2.1.12), as <c>digital_signature</c> or <c>server_auth</c>.</summary>
    [Output("allowedUses")]
    public Output<ImmutableArray<string>> AllowedUses { get; private set; } = null!;

    /// <summary>The authority's certificate as PEM.</summary>
    [Output("caCertPem")]
    public Output<string> CaCertPem { get; private set; } = null!;

    /// <summary>The algorithm of the authority's private key.</summary>
    [Output("caKeyAlgorithm")]
    public Output<string> CaKeyAlgorithm { get; private set; } = null!;

    /// <summary>The authority's private key as PEM; secret.</summary>
    [Output("caPrivateKeyPem")]
    public Output<string> CaPrivateKeyPem { get; private set; } = null!;

    /// <summary>The certificate as PEM (RFC 7468).</summary>
    [Output("certPem")]
    public Output<string> CertPem { get; private set; } = null!;

    /// <summary>The request as PEM (RFC 2986, RFC 7468).</summary>
    [Output("certRequestPem")]
    public Output<string> CertRequestPem { get; private set; } = null!;

    /// <summary>Hours before its end from which it counts as expired and is replaced; 0 if null.</summary>
    [Output("earlyRenewalHours")]
    public Output<int> EarlyRenewalHours { get; private set; } = null!;

    /// <summary>Whether it may sign others (RFC 5280, 4.2.1.9); no if null.</summary>
    [Output("isCaCertificate")]
    public Output<bool> IsCaCertificate { get; private set; } = null!;

    /// <summary>How many CA certificates may stand below it (RFC 5280, 4.2.1.9); -1, without limit, if null.</summary>
    [Output("maxPathLength")]
    public Output<int> MaxPathLength { get; private set; } = null!;

    /// <summary>Whether it has expired, or will within the hours of early renewal.</summary>
    [Output("readyForRenewal")]
    public Output<bool> ReadyForRenewal { get; private set; } = null!;

    /// <summary>Whether it has a subject key identifier (RFC 5280, 4.2.1.2); no if null.</summary>
    [Output("setSubjectKeyId")]
    public Output<bool> SetSubjectKeyId { get; private set; } = null!;

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
        AdditionalSecretOutputs = { "caPrivateKeyPem" },
    };
}
