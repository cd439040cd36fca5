using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.X509;

namespace Pulumi.Engine.Providers.Tls.Keys;

/// <summary>A private key and the public one that belongs to it.</summary>
internal sealed class TlsKey
{
    private TlsKey(AsymmetricKeyParameter privateKey, AsymmetricKeyParameter publicKey, string algorithm)
    {
        Private = privateKey;
        Public = publicKey;
        Algorithm = algorithm;
    }

    public AsymmetricKeyParameter Private { get; }
    public AsymmetricKeyParameter Public { get; }

    /// <summary>One of <see cref="KeyAlgorithm"/>.</summary>
    public string Algorithm { get; }

    public SubjectPublicKeyInfo PublicKeyInfo => SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(Public);

    /// <exception cref="ProviderException">The key is of a kind that the tls provider does not have.</exception>
    public static TlsKey FromPrivate(AsymmetricKeyParameter key) => key switch
    {
        RsaPrivateCrtKeyParameters rsa => new(rsa, new RsaKeyParameters(false, rsa.Modulus, rsa.PublicExponent), KeyAlgorithm.Rsa),
        ECPrivateKeyParameters { PublicKeyParamSet: not null } ec =>
            new(ec, new ECPublicKeyParameters("EC", ec.Parameters.G.Multiply(ec.D).Normalize(), ec.PublicKeyParamSet), KeyAlgorithm.Ecdsa),
        Ed25519PrivateKeyParameters ed => new(ed, ed.GeneratePublicKey(), KeyAlgorithm.Ed25519),
        _ => throw new ProviderException("unsupported private key type: it must be RSA, ECDSA on a named curve, or ED25519"),
    };
}
