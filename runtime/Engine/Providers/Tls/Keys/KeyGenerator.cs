using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace Pulumi.Engine.Providers.Tls.Keys;

/// <summary>Makes private keys from the operating system's random numbers.</summary>
internal static class KeyGenerator
{
    /// <summary>Sizes of RSA keys that are neither broken nor beyond what the platform makes, in bits.</summary>
    public const int LeastRsaBits = 1024;
    public const int MostRsaBits = 16384;

    /// <param name="bits">From <see cref="LeastRsaBits"/> to <see cref="MostRsaBits"/>, a multiple of 8.</param>
    /// <remarks>The platform's own generator: many times faster than a managed one.</remarks>
    public static TlsKey Rsa(int bits)
    {
        using var rsa = RSA.Create(bits);
        return TlsKey.FromPrivate(DotNetUtilities.GetRsaKeyPair(rsa.ExportParameters(true)).Private);
    }

    public static TlsKey Ecdsa(DerObjectIdentifier curve)
    {
        var generator = new ECKeyPairGenerator("EC");
        generator.Init(new ECKeyGenerationParameters(curve, new SecureRandom()));
        return TlsKey.FromPrivate(generator.GenerateKeyPair().Private);
    }

    public static TlsKey Ed25519() => TlsKey.FromPrivate(new Ed25519PrivateKeyParameters(new SecureRandom()));
}
