using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Crypto.Parameters;
using Pulumi.Engine.Providers.Tls.Keys;

namespace Pulumi.Engine.Providers.Tls.X509;

/// <summary>The signature algorithm that goes with a key: SHA-2 of the key's own strength.</summary>
internal static class Signatures
{
    public static ISignatureFactory By(TlsKey key) => new Asn1SignatureFactory(Algorithm(key), key.Private);

    private static string Algorithm(TlsKey key) => key.Private switch
    {
        RsaPrivateCrtKeyParameters => "SHA256WITHRSA",
        ECPrivateKeyParameters ec when ec.PublicKeyParamSet.Equals(SecObjectIdentifiers.SecP384r1) => "SHA384WITHECDSA",
        ECPrivateKeyParameters ec when ec.PublicKeyParamSet.Equals(SecObjectIdentifiers.SecP521r1) => "SHA512WITHECDSA",
        ECPrivateKeyParameters => "SHA256WITHECDSA",
        _ => "Ed25519",
    };
}
