namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Reads <c>certificates</c>.</summary>
internal static class CertificateReader
{
    public static CertificateConfiguration Read(SectionReader section)
    {
        var policy = new CertificatePolicy
        {
            Algorithm = section.Text(CertificateKeys.Algorithm) == "ECDSA" ? KeyAlgorithm.Ecdsa : KeyAlgorithm.Rsa,
            RsaBits = section.Number(CertificateKeys.RsaBits),
            EcdsaCurve = section.Text(CertificateKeys.EcdsaCurve) ?? CertificateKeys.EcdsaCurve.Default!,
            CaValidityHours = section.Number(CertificateKeys.CaValidityHours),
            ValidityHours = section.Number(CertificateKeys.ValidityHours),
            EarlyRenewalHours = section.Number(CertificateKeys.EarlyRenewalHours),
            Organization = section.Text(CertificateKeys.Organization),
            OrganizationalUnit = section.Text(CertificateKeys.OrganizationalUnit),
            Country = section.Text(CertificateKeys.Country),
        };
        Keys(section, policy);
        Lifetimes(section, policy);
        Subject(section, policy);
        return new(
            policy,
            section.Word<KeyPlace>(CertificateKeys.Keys, KeyPlaces.Word) ?? KeyPlace.State,
            CaGenerationsReader.Read(section, CertificateKeys.CaGenerations) ?? CertificateSetArgs.FirstCaGenerations)
        {
            AlsoTrusted = AlsoTrustedReader.Read(section, CertificateKeys.AlsoTrusted),
            Authority = section.Text(CertificateKeys.Authority) is { } name ? new(section.PathOf(CertificateKeys.Authority), name) : null,
        };
    }

    private static void Keys(SectionReader section, CertificatePolicy policy)
    {
        if (policy.RsaBits is not (2048 or 3072 or 4096))
            section.Mistakes.Invalid(section.PathOf(CertificateKeys.RsaBits), $"is {policy.RsaBits}; it must be 2048, 3072 or 4096.");
        if (policy.Algorithm == KeyAlgorithm.Ecdsa && section.Has(CertificateKeys.RsaBits))
            section.Mistakes.NotTogether(section.PathOf(CertificateKeys.RsaBits), "is for RSA, and algorithm is ECDSA. Take it out.");
        if (policy.Algorithm == KeyAlgorithm.Rsa && section.Has(CertificateKeys.EcdsaCurve))
            section.Mistakes.NotTogether(section.PathOf(CertificateKeys.EcdsaCurve), "is for ECDSA, and algorithm is RSA. Take it out, or set algorithm to ECDSA.");
    }

    /// <summary>The tls provider takes both mistakes without a word.</summary>
    private static void Lifetimes(SectionReader section, CertificatePolicy policy)
    {
        if (policy.ValidityHours + CertificatePolicy.CaMarginHours >= policy.CaValidityHours)
            section.Mistakes.Invalid(section.PathOf(CertificateKeys.ValidityHours),
                $"is {policy.ValidityHours}, and a CA lives {policy.CaValidityHours} hours: a certificate must not outlive its CA. "
                + $"Set validityHours to less than {policy.CaValidityHours - CertificatePolicy.CaMarginHours}, or raise caValidityHours.");
        if (policy.EarlyRenewalHours >= policy.ValidityHours)
            section.Mistakes.Invalid(section.PathOf(CertificateKeys.EarlyRenewalHours),
                $"is {policy.EarlyRenewalHours}, and a certificate lives {policy.ValidityHours} hours: it would be made anew by every run. "
                + $"Set it to less than {policy.ValidityHours}.");
    }

    private static void Subject(SectionReader section, CertificatePolicy policy)
    {
        if (policy.Country is { } country && !(country.Length == 2 && country.All(char.IsAsciiLetterUpper)))
            section.Mistakes.Invalid(section.PathOf(CertificateKeys.Country), $"'{country}' is not a country: write two capital letters, as DE.");
        Length(CertificateKeys.Organization, policy.Organization);
        Length(CertificateKeys.OrganizationalUnit, policy.OrganizationalUnit);

        void Length(Key key, string? value)
        {
            if (value?.Length > CertificateNames.LongestCommonName)
                section.Mistakes.Invalid(section.PathOf(key), $"has {value.Length} characters; a certificate takes {CertificateNames.LongestCommonName}. Shorten it.");
        }
    }
}

/// <summary>The policy, and what a node has that says nothing else.</summary>
/// <param name="CaGenerations">The CAs of each node.</param>
internal sealed record CertificateConfiguration(CertificatePolicy Policy, KeyPlace ServerKey, IReadOnlyList<int> CaGenerations)
{
    /// <inheritdoc cref="CertificateSetArgs.AlsoTrusted"/>
    public required IReadOnlyList<string> AlsoTrusted { get; init; }

    /// <summary>The name of an authority, and where it stands; null if there is none.</summary>
    public Entry? Authority { get; init; }
}
