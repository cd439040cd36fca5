using System.Collections.Immutable;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Bits = Org.BouncyCastle.Asn1.X509.KeyUsage;

namespace Pulumi.Engine.Providers.Tls.X509;

/// <summary>The values of <c>allowedUses</c>: key usages (RFC 5280, 4.2.1.3) and extended key usages (4.2.1.12).</summary>
internal static class AllowedUses
{
    private static readonly ImmutableDictionary<string, int> KeyUsages = new Dictionary<string, int>
    {
        ["digital_signature"] = Bits.DigitalSignature,
        ["content_commitment"] = Bits.NonRepudiation,
        ["key_encipherment"] = Bits.KeyEncipherment,
        ["data_encipherment"] = Bits.DataEncipherment,
        ["key_agreement"] = Bits.KeyAgreement,
        ["cert_signing"] = Bits.KeyCertSign,
        ["crl_signing"] = Bits.CrlSign,
        ["encipher_only"] = Bits.EncipherOnly,
        ["decipher_only"] = Bits.DecipherOnly,
    }.ToImmutableDictionary();

    private static readonly ImmutableDictionary<string, DerObjectIdentifier> ExtendedKeyUsages = new Dictionary<string, DerObjectIdentifier>
    {
        ["any_extended"] = KeyPurposeID.AnyExtendedKeyUsage,
        ["server_auth"] = KeyPurposeID.id_kp_serverAuth,
        ["client_auth"] = KeyPurposeID.id_kp_clientAuth,
        ["code_signing"] = KeyPurposeID.id_kp_codeSigning,
        ["email_protection"] = KeyPurposeID.id_kp_emailProtection,
        ["ipsec_end_system"] = KeyPurposeID.id_kp_ipsecEndSystem,
        ["ipsec_tunnel"] = KeyPurposeID.id_kp_ipsecTunnel,
        ["ipsec_user"] = KeyPurposeID.id_kp_ipsecUser,
        ["timestamping"] = KeyPurposeID.id_kp_timeStamping,
        ["ocsp_signing"] = KeyPurposeID.id_kp_OCSPSigning,
        ["microsoft_server_gated_crypto"] = new("1.3.6.1.4.1.311.10.3.3"),
        ["netscape_server_gated_crypto"] = new("2.16.840.1.113730.4.1"),
        ["microsoft_commercial_code_signing"] = new("1.3.6.1.4.1.311.2.1.22"),
        ["microsoft_kernel_code_signing"] = new("1.3.6.1.4.1.311.61.1.1"),
    }.ToImmutableDictionary();

    public static readonly string[] All = [.. KeyUsages.Keys.Concat(ExtendedKeyUsages.Keys).Order(StringComparer.Ordinal)];

    /// <returns>The extension's value, or null when no key usage is among them.</returns>
    public static Bits? KeyUsage(IEnumerable<string> uses)
    {
        var bits = uses.Aggregate(0, (all, use) => all | KeyUsages.GetValueOrDefault(use));
        return bits == 0 ? null : new Bits(bits);
    }

    /// <returns>The extension's value in the order given, or null when no extended key usage is among them.</returns>
    public static ExtendedKeyUsage? ExtendedKeyUsage(IEnumerable<string> uses)
    {
        var purposes = uses.Select(use => ExtendedKeyUsages.GetValueOrDefault(use)).OfType<DerObjectIdentifier>().ToList();
        return purposes.Count == 0 ? null : new ExtendedKeyUsage(purposes);
    }
}
