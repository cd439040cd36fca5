using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Sec;

namespace Pulumi.Engine.Providers.Tls.Keys;

/// <summary>The curves of the tls provider (NIST FIPS 186, by their object identifiers of SEC 2).</summary>
internal static class EcdsaCurve
{
    /// <summary>The provider's default, also in the state of RSA keys.</summary>
    public const string Default = "P224";

    public static readonly string[] All = ["P224", "P256", "P384", "P521"];

    public static DerObjectIdentifier Oid(string name) => name switch
    {
        "P224" => SecObjectIdentifiers.SecP224r1,
        "P256" => SecObjectIdentifiers.SecP256r1,
        "P384" => SecObjectIdentifiers.SecP384r1,
        "P521" => SecObjectIdentifiers.SecP521r1,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "not a curve of the tls provider"),
    };

    /// <summary>The name that SSH gives the curve (RFC 5656), or null: it has none for P-224.</summary>
    public static string? SshName(DerObjectIdentifier oid) =>
        oid.Equals(SecObjectIdentifiers.SecP256r1) ? "nistp256"
        : oid.Equals(SecObjectIdentifiers.SecP384r1) ? "nistp384"
        : oid.Equals(SecObjectIdentifiers.SecP521r1) ? "nistp521"
        : null;
}
