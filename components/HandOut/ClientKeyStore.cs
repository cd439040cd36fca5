using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Nist;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Prng;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace EncryptionInTransit;

/// <summary>
/// Key, certificate and CA in one PKCS#12 file, for Java as key store and as trust store: PBES2 with AES-256, HMAC with
/// SHA-256. It is a stack output, so the same key and certificates always give the same bytes and the same password.
/// </summary>
/// <param name="Password">128 bits, derived from the private key: whoever knows that needs no password.</param>
public sealed record ClientKeyStore(ImmutableArray<byte> Content, string Password)
{
    /// <summary>The entry of key and certificate.</summary>
    public const string KeyAlias = "client";

    /// <summary>The entry of the CA; the next one, during a rollover, is <c>ca-2</c>.</summary>
    public const string CaAlias = "ca";

    private const int MacIterations = 10000;
    private const int SaltSize = 20;

    /// <exception cref="CryptographicException">Key or certificate cannot be read.</exception>
    public static ClientKeyStore Create(ClientLogin login)
    {
        var key = Der(login.KeyPem, "PRIVATE KEY")[0];
        var chain = Der(login.CertificatePem, "CERTIFICATE");
        var authorities = Der(login.CaCertificatePem, "CERTIFICATE");
        var password = Convert.ToHexStringLower(Derive(key, [], "password", 16));
        var random = Deterministic(Derive(key, [.. chain.Concat(authorities).SelectMany(der => der)], "salts", 32));

        var store = new Pkcs12StoreBuilder()
            .SetKeyAlgorithm(NistObjectIdentifiers.IdAes256Cbc, PkcsObjectIdentifiers.IdHmacWithSha256)
            .SetCertAlgorithm(NistObjectIdentifiers.IdAes256Cbc, PkcsObjectIdentifiers.IdHmacWithSha256)
            .SetUseDerEncoding(true)
            // Without this attribute Java does not trust a certificate in a PKCS#12 file.
            .SetEnableOracleTrustedKeyUsage(true)
            .Build();
        foreach (var (index, authority) in authorities.Index())
            store.SetCertificateEntry(index == 0 ? CaAlias : $"{CaAlias}-{index + 1}", Entry(authority));
        store.SetKeyEntry(KeyAlias, new AsymmetricKeyEntry(PrivateKeyFactory.CreateKey(key)), [.. chain.Select(Entry)]);

        using var file = new MemoryStream();
        store.Save(file, password.ToCharArray(), random);
        return new([.. WithSha256(file.ToArray(), password, random)], password);
    }

    /// <summary>The password is in no text.</summary>
    public override string ToString() => $"PKCS#12, {Content.Length} bytes";

    /// <summary>The file is made with SHA-1 over it, which security policies reject: the same with SHA-256.</summary>
    private static byte[] WithSha256(byte[] file, string password, SecureRandom random)
    {
        var content = Pfx.GetInstance(file).AuthSafe;
        var salt = SecureRandom.GetNextBytes(random, SaltSize);
        var derivation = new Pkcs12ParametersGenerator(new Sha256Digest());
        derivation.Init(PbeParametersGenerator.Pkcs12PasswordToBytes(password.ToCharArray()), salt, MacIterations);
        var hmac = new HMac(new Sha256Digest());
        hmac.Init((KeyParameter)derivation.GenerateDerivedMacParameters(8 * hmac.GetMacSize()));
        var authenticated = Asn1OctetString.GetInstance(content.Content).GetOctets();
        hmac.BlockUpdate(authenticated, 0, authenticated.Length);
        var mac = new byte[hmac.GetMacSize()];
        hmac.DoFinal(mac, 0);

        var algorithm = new AlgorithmIdentifier(NistObjectIdentifiers.IdSha256, DerNull.Instance);
        return new Pfx(content, new MacData(new DigestInfo(algorithm, mac), salt, MacIterations)).GetDerEncoded();
    }

    private static byte[] Derive(byte[] key, byte[] context, string purpose, int length) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, key, length, SHA256.HashData(context), Encoding.ASCII.GetBytes($"encryption-in-transit pkcs12 {purpose}"));

    /// <summary>Salts need not be random, only their own for each key and content.</summary>
    private static SecureRandom Deterministic(byte[] seed)
    {
        var generator = new DigestRandomGenerator(new Sha256Digest());
        generator.AddSeedMaterial(seed);
        return new SecureRandom(generator);
    }

    private static X509CertificateEntry Entry(byte[] der) => new(new X509Certificate(der));

    /// <summary>All blocks of a text, at least one.</summary>
    private static List<byte[]> Der(string pem, string label)
    {
        var blocks = new List<byte[]>();
        for (var rest = pem.AsSpan(); PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            if (rest[fields.Label].SequenceEqual(label))
                blocks.Add(Convert.FromBase64String(rest[fields.Base64Data].ToString()));
        }
        return blocks.Count > 0 ? blocks : throw new CryptographicException($"Expected a text with '{label}' in PEM.");
    }
}
