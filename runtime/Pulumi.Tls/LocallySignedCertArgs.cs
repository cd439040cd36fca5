namespace Pulumi.Tls;

/// <summary>Arguments of <see cref="LocallySignedCert"/>.</summary>
public sealed class LocallySignedCertArgs : ResourceArgs
{
    public static new LocallySignedCertArgs Empty => new();

    /// <summary>Key usages and extended key usages (RFC 5280, 4.2.1.3 and 4.2.1.12), as <c>digital_signature</c> or <c>server_auth</c>.</summary>
    [field: Input("allowedUses", required: true)]
    public InputList<string> AllowedUses
    {
        get => field ??= [];
        set;
    }

    /// <summary>The authority's certificate as PEM.</summary>
    [Input("caCertPem", required: true)]
    public Input<string> CaCertPem { get; set; } = null!;

    /// <summary>The authority's private key as PEM; secret.</summary>
    [field: Input("caPrivateKeyPem", required: true)]
    public Input<string>? CaPrivateKeyPem
    {
        get;
        set => field = Secret.Of(value);
    }

    /// <summary>The request as PEM (RFC 2986, RFC 7468).</summary>
    [Input("certRequestPem", required: true)]
    public Input<string> CertRequestPem { get; set; } = null!;

    /// <summary>Hours before its end from which it counts as expired and is replaced; 0 if null.</summary>
    [Input("earlyRenewalHours")]
    public Input<int>? EarlyRenewalHours { get; set; }

    /// <summary>Whether it may sign others (RFC 5280, 4.2.1.9); no if null.</summary>
    [Input("isCaCertificate")]
    public Input<bool>? IsCaCertificate { get; set; }

    /// <summary>How many CA certificates may stand below it (RFC 5280, 4.2.1.9); -1, without limit, if null.</summary>
    [Input("maxPathLength")]
    public Input<int>? MaxPathLength { get; set; }

    /// <summary>Whether it has a subject key identifier (RFC 5280, 4.2.1.2); no if null.</summary>
    [Input("setSubjectKeyId")]
    public Input<bool>? SetSubjectKeyId { get; set; }

    /// <summary>Hours from its creation to its end.</summary>
    [Input("validityPeriodHours", required: true)]
    public Input<int> ValidityPeriodHours { get; set; } = null!;
}
