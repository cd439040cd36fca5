using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Utilities;
using X509Certificate = Org.BouncyCastle.X509.X509Certificate;

namespace EncryptionInTransit.Proof.Judging;

/// <summary>What is checked about the peer before it gets the password: small checks, each with its reason.</summary>
internal static class HandshakeChecks
{
    // The cause before its consequences: the first line of a report should be the one to act on.
    private static readonly Func<HandshakeCase, ProofFinding?>[] All =
    [
        IsTheIssuedOne,
        ChainCheck.LeadsToTheIssuedCa,
        ChainCheck.IsComplete,
        IsForTheHostname,
        HasBegun,
        HasNotExpired,
        IsForServers,
        IsAtLeastTls12,
    ];

    // Else the library looks at each RSA key that it meets whether its modulus is a prime: most of what a proof costs.
    public static IReadOnlyList<ProofFinding> Run(HandshakeCase at) => Properties.WithThreadProperty<IReadOnlyList<ProofFinding>>(
        Properties.RsaMaxMRTests, "0", () => [.. All.Select(check => check(at)).OfType<ProofFinding>()]);

    private static ProofFinding? IsTheIssuedOne(HandshakeCase at)
    {
        if (at.Seen.Leaf.Equals(at.Issued.Leaf))
            return null;
        var guess = IsMadeByTheServer(at.Seen.Leaf) ? "that is one the server made for itself: our configuration is not in effect"
            : at.Seen.Leaf.ValidFrom() < at.Issued.Leaf.ValidFrom() ? "that is an older one: the server was not told to reload"
            : "somebody else installed it, or something between us and the server ends the TLS";
        return new(ProofReason.FingerprintMismatch,
            $"expected the issued certificate {at.Issued.Leaf.Describe()}; served is {at.Seen.Leaf.Describe()}: {guess}");
    }

    // MariaDB signs its own with its own key; MySQL makes a CA as well, and names both so.
    private static bool IsMadeByTheServer(X509Certificate leaf) =>
        leaf.IsSelfSigned() || leaf.IssuerDN.ToString().Contains("_Auto_Generated_", StringComparison.Ordinal);

    /// <summary>RFC 9525: alternative names only (no common name), a wildcard for the leftmost label only.</summary>
    private static ProofFinding? IsForTheHostname(HandshakeCase at)
    {
        using var leaf = X509CertificateLoader.LoadCertificate(at.Seen.Leaf.GetEncoded());
        if (leaf.MatchesHostname(at.Hostname, allowWildcards: true, allowCommonName: false))
            return null;
        var names = AlternativeNames(at.Seen.Leaf);
        return new(ProofReason.NameMismatch,
            $"expected a certificate for {at.Hostname}; the one served is for {(names.Length == 0 ? "no name at all (it has no subject alternative name)" : names)}");
    }

    private static ProofFinding? HasBegun(HandshakeCase at) =>
        at.Seen.Leaf.ValidFrom() <= at.Now ? null : new(ProofReason.NotYetValid,
            $"expected a certificate that is valid now, {CertificateText.Text(at.Now)}; the one served is valid from {CertificateText.Text(at.Seen.Leaf.ValidFrom())} on: compare the clocks");

    private static ProofFinding? HasNotExpired(HandshakeCase at) =>
        at.Now <= at.Seen.Leaf.ValidTo() ? null : new(ProofReason.Expired,
            $"expected a certificate that is valid now, {CertificateText.Text(at.Now)}; the one served expired at {CertificateText.Text(at.Seen.Leaf.ValidTo())}: re-issue it");

    /// <summary>RFC 5280, 4.2.1.12: no extended key usage means any; otherwise serverAuth must be in it.</summary>
    private static ProofFinding? IsForServers(HandshakeCase at)
    {
        var usages = at.Seen.Leaf.GetExtendedKeyUsage();
        return usages is null || usages.Contains(KeyPurposeID.id_kp_serverAuth) ? null : new(ProofReason.NotForServers,
            $"expected a certificate with the extended key usage serverAuth; the one served has {string.Join(", ", usages)} only");
    }

    private static ProofFinding? IsAtLeastTls12(HandshakeCase at) =>
        at.Seen.Protocol is SslProtocols.Tls12 or SslProtocols.Tls13 ? null : new(ProofReason.WeakProtocol,
            $"expected TLS 1.2 or 1.3; the server speaks {at.Seen.Protocol} with {at.Seen.CipherSuite}");

    private static string AlternativeNames(X509Certificate certificate) =>
        string.Join(", ", certificate.GetSubjectAlternativeNameExtension()?.GetNames().Select(Text) ?? []);

    private static string Text(GeneralName name) => name.TagNo == GeneralName.IPAddress
        ? new IPAddress(Asn1OctetString.GetInstance(name.Name).GetOctets()).ToString()
        : $"{name.Name}";
}
