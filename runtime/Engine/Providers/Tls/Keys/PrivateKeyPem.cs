using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;

namespace Pulumi.Engine.Providers.Tls.Keys;

/// <summary>Private keys as PEM: PKCS#1 (RFC 8017), SEC 1 (RFC 5915) and PKCS#8 (RFC 5208, RFC 8410).</summary>
internal static class PrivateKeyPem
{
    /// <summary>The format that goes with the algorithm: PKCS#1 for RSA, SEC 1 for ECDSA, PKCS#8 for ED25519.</summary>
    public static string Encode(TlsKey key) => key.Private switch
    {
        RsaPrivateCrtKeyParameters => Pem.Encode(Pem.RsaPrivateKey, PrivateKeyInfoFactory.CreatePrivateKeyInfo(key.Private).ParsePrivateKey().GetDerEncoded()),
        ECPrivateKeyParameters ec => Pem.Encode(Pem.EcPrivateKey, Sec1(ec, key, ec.PublicKeyParamSet).GetDerEncoded()),
        _ => EncodePkcs8(key),
    };

    public static string EncodePkcs8(TlsKey key) => Pem.Encode(Pem.PrivateKey, key.Private switch
    {
        // The curve stands in the algorithm, not again inside the key.
        ECPrivateKeyParameters ec => new PrivateKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.IdECPublicKey, ec.PublicKeyParamSet), Sec1(ec, key, null)).GetDerEncoded(),
        // RFC 8410 lets a key carry its public half; the official provider's do not.
        Ed25519PrivateKeyParameters ed => new PrivateKeyInfo(
            new AlgorithmIdentifier(Org.BouncyCastle.Asn1.EdEC.EdECObjectIdentifiers.id_Ed25519), new DerOctetString(ed.GetEncoded())).GetDerEncoded(),
        _ => PrivateKeyInfoFactory.CreatePrivateKeyInfo(key.Private).GetDerEncoded(),
    });

    /// <param name="text">PEM whose first block is a key in one of the three formats, not encrypted.</param>
    /// <exception cref="ProviderException">It is not. The message holds nothing of the key.</exception>
    public static TlsKey Decode(string text)
    {
        var block = Pem.First(text) ?? throw new ProviderException(
            $"failed to decode PEM block: decoded bytes 0, undecoded {text.Length}. It must begin with a line such as '-----BEGIN PRIVATE KEY-----'");
        if (block.Headers.Count > 0 || block.Type == "ENCRYPTED PRIVATE KEY")
            throw new ProviderException("the private key is encrypted; give it without a passphrase (openssl pkey -in FILE removes it)");
        try
        {
            return TlsKey.FromPrivate(block.Type switch
            {
                Pem.RsaPrivateKey => new RsaPrivateCrtKeyParameters(RsaPrivateKeyStructure.GetInstance(block.Content)),
                Pem.EcPrivateKey => FromSec1(ECPrivateKeyStructure.GetInstance(block.Content)),
                Pem.PrivateKey => PrivateKeyFactory.CreateKey(block.Content),
                _ => throw new ProviderException($"unsupported PEM preamble/type: {block.Type}"),
            });
        }
        catch (Exception e) when (e is not ProviderException)
        {
            throw new ProviderException($"failed to parse private key given PEM preamble '{block.Type}'", e);
        }
    }

    private static Org.BouncyCastle.Crypto.AsymmetricKeyParameter FromSec1(ECPrivateKeyStructure structure) =>
        PrivateKeyFactory.CreateKey(new PrivateKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.IdECPublicKey, structure.Parameters), structure));

    private static ECPrivateKeyStructure Sec1(ECPrivateKeyParameters key, TlsKey pair, Asn1Encodable? curve) =>
        new(key.Parameters.N.BitLength, key.D, new DerBitString(((ECPublicKeyParameters)pair.Public).Q.GetEncoded(false)), curve);
}
