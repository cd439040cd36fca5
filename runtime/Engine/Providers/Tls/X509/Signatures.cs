using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using Pulumi.Engine.Providers.Tls.Keys;

namespace Pulumi.Engine.Providers.Tls.X509;

/// <summary>The signature algorithm that goes with a key: SHA-2 of the key's own strength.</summary>
internal static class Signatures
{
    private const string WithRsa = "SHA256WITHRSA";

    public static ISignatureFactory By(TlsKey key) =>
        key.Private is RsaPrivateCrtKeyParameters rsa ? new RsaSignatures(rsa) : new Asn1SignatureFactory(Algorithm(key), key.Private);

    private static string Algorithm(TlsKey key) => key.Private switch
    {
        ECPrivateKeyParameters ec when ec.PublicKeyParamSet.Equals(SecObjectIdentifiers.SecP384r1) => "SHA384WITHECDSA",
        ECPrivateKeyParameters ec when ec.PublicKeyParamSet.Equals(SecObjectIdentifiers.SecP521r1) => "SHA512WITHECDSA",
        ECPrivateKeyParameters => "SHA256WITHECDSA",
        _ => "Ed25519",
    };

    /// <summary>RSASSA-PKCS1-v1_5 (RFC 8017, 8.2) by the platform: many times faster than the managed one.</summary>
    private sealed class RsaSignatures(RsaPrivateCrtKeyParameters key) : ISignatureFactory
    {
        public object AlgorithmDetails => new Asn1SignatureFactory(WithRsa, key).AlgorithmDetails;

        public IStreamCalculator<IBlockResult> CreateCalculator() => new Calculator(key);

        private sealed class Calculator(RsaPrivateCrtKeyParameters key) : IStreamCalculator<IBlockResult>
        {
            private readonly MemoryStream _content = new();

            public Stream Stream => _content;

            public IBlockResult GetResult()
            {
                using var rsa = RSA.Create(DotNetUtilities.ToRSAParameters(key));
                return new SimpleBlockResult(rsa.SignData(_content.ToArray(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
            }
        }
    }
}
