namespace Pulumi.Tls;

/// <summary>A private key, made once and kept in the state.</summary>
public class PrivateKey : CustomResource
{
    public PrivateKey(string name, PrivateKeyArgs args, CustomResourceOptions? options = null)
        : base("tls:index/privateKey:PrivateKey", name, args ?? new PrivateKeyArgs(), CustomResourceOptions.Merge(Defaults(), options))
    {
    }

    /// <summary>RSA, ECDSA or ED25519.</summary>
    [Output("algorithm")]
    public Output<string> Algorithm { get; private set; } = null!;

    /// <summary>P224 (if null), P256, P384 or P521.</summary>
    [Output("ecdsaCurve")]
    public Output<string> EcdsaCurve { get; private set; } = null!;

    /// <summary>The private key in OpenSSH's format; secret.</summary>
    [Output("privateKeyOpenssh")]
    public Output<string> PrivateKeyOpenssh { get; private set; } = null!;

    /// <summary>The private key as PEM (RFC 7468); secret.</summary>
    [Output("privateKeyPem")]
    public Output<string> PrivateKeyPem { get; private set; } = null!;

    /// <summary>The private key as PKCS #8 PEM (RFC 5958); secret.</summary>
    [Output("privateKeyPemPkcs8")]
    public Output<string> PrivateKeyPemPkcs8 { get; private set; } = null!;

    /// <summary>MD5 of the public key as OpenSSH shows it; empty for P224.</summary>
    [Output("publicKeyFingerprintMd5")]
    public Output<string> PublicKeyFingerprintMd5 { get; private set; } = null!;

    /// <summary>SHA-256 of the public key as OpenSSH shows it; empty for P224.</summary>
    [Output("publicKeyFingerprintSha256")]
    public Output<string> PublicKeyFingerprintSha256 { get; private set; } = null!;

    /// <summary>The public key as a line of authorized_keys; empty for P224.</summary>
    [Output("publicKeyOpenssh")]
    public Output<string> PublicKeyOpenssh { get; private set; } = null!;

    /// <summary>The public key as PEM (RFC 7468).</summary>
    [Output("publicKeyPem")]
    public Output<string> PublicKeyPem { get; private set; } = null!;

    /// <summary>Bits of an RSA key; 2048 if null.</summary>
    [Output("rsaBits")]
    public Output<int> RsaBits { get; private set; } = null!;

    private static CustomResourceOptions Defaults() => new()
    {
        Version = Package.Version,
        AdditionalSecretOutputs = { "privateKeyOpenssh", "privateKeyPem", "privateKeyPemPkcs8" },
    };
}
