using Org.BouncyCastle.Pkix;
using Org.BouncyCastle.Utilities.Collections;
using Org.BouncyCastle.X509;
using Org.BouncyCastle.X509.Store;

namespace EncryptionInTransit.Proof.Judging;

/// <summary>The path from the leaf to the issued CA, by RFC 5280, section 6.</summary>
internal static class ChainCheck
{
    public static ProofFinding? LeadsToTheIssuedCa(HandshakeCase at)
    {
        try
        {
            return JudgeAnchor(FindAnchor(at), at.Now);
        }
        catch (PkixCertPathBuilderException exception)
        {
            return Reached(at).Any(at.Issued.Trusted.Contains)
                ? new(ProofReason.ChainInvalid, $"expected a valid chain to {Expected(at)}; it is not valid: {exception.GetBaseException().Message}")
                : new(ProofReason.WrongCa, $"expected a certificate issued by {Expected(at)}; the one served was issued by {Issuer(at)}");
        }
    }

    public static ProofFinding? IsComplete(HandshakeCase at)
    {
        // With another leaf the certificates issued for ours are not to be expected.
        var missing = at.Seen.Leaf.Equals(at.Issued.Leaf)
            ? at.Issued.SentAlong.FirstOrDefault(expected => !at.Seen.Presented.Any(expected.Equals))
            : null;
        return missing is null ? null : new(ProofReason.ChainIncomplete,
            $"expected {missing.Describe()} to be sent along with the server's certificate; it is not: clients that trust only its issuer, {missing.IssuerDN}, cannot connect");
    }

    private static X509Certificate FindAnchor(HandshakeCase at)
    {
        var anchors = at.Issued.Trusted.Select(ca => new TrustAnchor(ca, nameConstraints: null)).ToHashSet();
        var parameters = new PkixBuilderParameters(anchors, new X509CertStoreSelector { Certificate = at.Seen.Leaf })
        {
            IsRevocationEnabled = false,
            Date = WithinValidity(at.Seen.Leaf, at.Now),
        };
        parameters.AddStoreCert(CollectionUtilities.CreateStore<X509Certificate>([at.Seen.Leaf, .. at.Seen.Presented]));
        return new PkixCertPathBuilder().Build(parameters).TrustAnchor.TrustedCert;
    }

    /// <summary>The leaf's own dates are checked apart, so that an expired leaf does not read as a broken chain.</summary>
    private static DateTime WithinValidity(X509Certificate leaf, DateTimeOffset now) =>
        (now < leaf.ValidFrom() ? leaf.ValidFrom() : now > leaf.ValidTo() ? leaf.ValidTo() : now).UtcDateTime;

    /// <summary>What RFC 5280 leaves to whoever trusts the anchor, and TLS clients check.</summary>
    private static ProofFinding? JudgeAnchor(X509Certificate anchor, DateTimeOffset now)
    {
        if (anchor.GetBasicConstraints() < 0)
            return new(ProofReason.ChainInvalid, $"expected a CA certificate; {anchor.Describe()} is none (no basic constraints with CA:TRUE)");
        if (now > anchor.ValidTo())
            return new(ProofReason.ChainInvalid, $"expected a CA that is valid now, {CertificateText.Text(now)}; {anchor.Describe()} has expired: issue a new generation");
        if (now < anchor.ValidFrom())
            return new(ProofReason.ChainInvalid, $"expected a CA that is valid now, {CertificateText.Text(now)}; {anchor.Describe()} is not yet: compare the clocks");
        return null;
    }

    /// <summary>All certificates at hand that the leaf leads up to by signatures, whatever else is wrong with them.</summary>
    private static List<X509Certificate> Reached(HandshakeCase at)
    {
        List<X509Certificate> reached = [at.Seen.Leaf];
        List<X509Certificate> others = [.. at.Issued.Trusted, .. at.Seen.Presented];
        for (var i = 0; i < reached.Count; i++)
            reached.AddRange(others.Where(ca => reached[i].IsIssuedBy(ca)).Except(reached).ToList());
        return reached;
    }

    private static string Expected(HandshakeCase at) =>
        string.Join(" or ", at.Issued.Trusted.Select(ca => ca.Describe()));

    private static string Issuer(HandshakeCase at) =>
        at.Seen.Leaf.IsSelfSigned() ? "itself (self-signed)"
        : at.Issued.Trusted.Any(ca => ca.SubjectDN.Equivalent(at.Seen.Leaf.IssuerDN)) ? "a CA of the same name with another key"
        : at.Seen.Leaf.IssuerDN.ToString();
}
