using Pulumi.Tls;

namespace EncryptionInTransit;

/// <summary>A <see cref="CertificatePolicy"/> in the words of the tls provider.</summary>
internal static class TlsProviderArguments
{
    public static PrivateKeyArgs ToKeyArgs(this CertificatePolicy policy) => policy.Algorithm switch
    {
        KeyAlgorithm.Rsa => new() { Algorithm = "RSA", RsaBits = policy.RsaBits },
        KeyAlgorithm.Ecdsa => new() { Algorithm = "ECDSA", EcdsaCurve = policy.EcdsaCurve },
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy.Algorithm, null),
    };

    /// <summary>Key encipherment is a use of RSA keys only (RFC 8422, section 3; RFC 5480, section 3).</summary>
    public static string[] Uses(this Leaf leaf) => leaf.Policy.Algorithm switch
    {
        KeyAlgorithm.Rsa => ["digital_signature", "key_encipherment", .. leaf.ExtendedUsages],
        _ => ["digital_signature", .. leaf.ExtendedUsages],
    };
}
