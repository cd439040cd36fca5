namespace Pulumi.Tls;

/// <summary>Arguments of <see cref="SelfSignedCert"/>.</summary>
public sealed class SelfSignedCertArgs : ResourceArgs
{
    public static new SelfSignedCertArgs Empty => new();

    /// <summary>Key usages and extended key usages (RFC 5280, 4.2.1.3 and 4.2.1.12), as <c>digital_signature</c> or <c>server_auth</c>.</summary>
    [field: Input("allowedUses", required: true)]
    public InputList<string> AllowedUses
    {
        get => field ??= [];
        set;
    }

    /// <summary>DNS names it is for (RFC 5280, 4.2.1.6).</summary>
    [field: Input("dnsNames")]
    public InputList<string> DnsNames
    {
        get => field ??= [];
        set;
    }

    /// <summary>Hours before its end from which it counts as expired and is replaced; 0 if null.</summary>
    [Input("earlyRenewalHours")]
    public Input<int>? EarlyRenewalHours { get; set; }

    /// <summary>IP addresses it is for (RFC 5280, 4.2.1.6).</summary>
    [field: Input("ipAddresses")]
    public InputList<string> IpAddresses
    {
        get => field ??= [];
        set;
    }

    /// <summary>Whether it may sign others (RFC 5280, 4.2.1.9); no if null.</summary>
    [Input("isCaCertificate")]
    public Input<bool>? IsCaCertificate { get; set; }

    /// <summary>How many CA certificates may stand below it (RFC 5280, 4.2.1.9); -1, without limit, if null.</summary>
    [Input("maxPathLength")]
    public Input<int>? MaxPathLength { get; set; }

    /// <summary>The private key as PEM (RFC 7468); secret.</summary>
    [field: Input("privateKeyPem", required: true)]
    public Input<string>? PrivateKeyPem
    {
        get;
        set => field = Secret.Of(value);
    }

    /// <summary>Whether it has the authority's key identifier (RFC 5280, 4.2.1.1); no if null.</summary>
    [Input("setAuthorityKeyId")]
    public Input<bool>? SetAuthorityKeyId { get; set; }

    /// <summary>Whether it has a subject key identifier (RFC 5280, 4.2.1.2); no if null.</summary>
    [Input("setSubjectKeyId")]
    public Input<bool>? SetSubjectKeyId { get; set; }

    /// <summary>Whose it is (RFC 5280, 4.1.2.6).</summary>
    [Input("subject")]
    public Input<Inputs.SelfSignedCertSubjectArgs>? Subject { get; set; }

    /// <summary>URIs it is for (RFC 5280, 4.2.1.6).</summary>
    [field: Input("uris")]
    public InputList<string> Uris
    {
        get => field ??= [];
        set;
    }

    /// <summary>Hours from its creation to its end.</summary>
    [Input("validityPeriodHours", required: true)]
    public Input<int> ValidityPeriodHours { get; set; } = null!;
}
