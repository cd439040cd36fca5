namespace Pulumi.Tls;

/// <summary>Arguments of <see cref="CertRequest"/>.</summary>
public sealed class CertRequestArgs : ResourceArgs
{
    public static new CertRequestArgs Empty => new();

    /// <summary>DNS names it is for (RFC 5280, 4.2.1.6).</summary>
    [field: Input("dnsNames")]
    public InputList<string> DnsNames
    {
        get => field ??= [];
        set;
    }

    /// <summary>IP addresses it is for (RFC 5280, 4.2.1.6).</summary>
    [field: Input("ipAddresses")]
    public InputList<string> IpAddresses
    {
        get => field ??= [];
        set;
    }

    /// <summary>The private key as PEM (RFC 7468); secret.</summary>
    [field: Input("privateKeyPem", required: true)]
    public Input<string>? PrivateKeyPem
    {
        get;
        set => field = Secret.Of(value);
    }

    /// <summary>Whose it is (RFC 5280, 4.1.2.6).</summary>
    [Input("subject")]
    public Input<Inputs.CertRequestSubjectArgs>? Subject { get; set; }

    /// <summary>URIs it is for (RFC 5280, 4.2.1.6).</summary>
    [field: Input("uris")]
    public InputList<string> Uris
    {
        get => field ??= [];
        set;
    }
}
