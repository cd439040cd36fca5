namespace Pulumi.Tls;

/// <summary>Arguments of <see cref="PrivateKey"/>.</summary>
public sealed class PrivateKeyArgs : ResourceArgs
{
    public static new PrivateKeyArgs Empty => new();

    /// <summary>RSA, ECDSA or ED25519.</summary>
    [Input("algorithm", required: true)]
    public Input<string> Algorithm { get; set; } = null!;

    /// <summary>P224 (if null), P256, P384 or P521.</summary>
    [Input("ecdsaCurve")]
    public Input<string>? EcdsaCurve { get; set; }

    /// <summary>Bits of an RSA key; 2048 if null.</summary>
    [Input("rsaBits")]
    public Input<int>? RsaBits { get; set; }
}
