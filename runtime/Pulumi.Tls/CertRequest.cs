using System.Collections.Immutable;

namespace Pulumi.Tls;

/// <summary>A request for a certificate.</summary>
public class CertRequest : CustomResource
{
    public CertRequest(string name, CertRequestArgs args, CustomResourceOptions? options = null)
        : base("tls:index/certRequest:CertRequest", name, args ?? new CertRequestArgs(), CustomResourceOptions.Merge(Defaults(), options))
    {
    }

    /// <summary>The request as PEM (RFC 2986, RFC 7468).</summary>
    [Output("certRequestPem")]
    public Output<string> CertRequestPem { get; private set; } = null!;

    /// <summary>DNS names it is for (RFC 5280, 4.2.1.6).</summary>
    [Output("dnsNames")]
    public Output<ImmutableArray<string>> DnsNames { get; private set; } = null!;

    /// <summary>IP addresses it is for (RFC 5280, 4.2.1.6).</summary>
    [Output("ipAddresses")]
    public Output<ImmutableArray<string>> IpAddresses { get; private set; } = null!;

    /// <summary>The algorithm of the private key.</summary>
    [Output("keyAlgorithm")]
    public Output<string> KeyAlgorithm { get; private set; } = null!;

    /// <summary>The private key as PEM (RFC 7468); secret.</summary>
    [Output("privateKeyPem")]
    public Output<string> PrivateKeyPem { get; private set; } = null!;

    /// <summary>Whose it is (RFC 5280, 4.1.2.6).</summary>
    [Output("subject")]
    public Output<Outputs.CertRequestSubject?> Subject { get; private set; } = null!;

    /// <summary>URIs it is for (RFC 5280, 4.2.1.6).</summary>
    [Output("uris")]
    public Output<ImmutableArray<string>> Uris { get; private set; } = null!;

    private static CustomResourceOptions Defaults() => new()
    {
        Version = Package.Version,
        AdditionalSecretOutputs = { "privateKeyPem" },
    };
}
