namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Reads <c>authorities</c>.</summary>
internal sealed class AuthorityReader(CertificateConfiguration certificates, DateTimeOffset now)
{
    public NamedAuthorities Read(IReadOnlyList<SectionReader> sections) => new(certificates, [.. sections.Select(section => (section, Read(section)))]);

    private AuthorityArgs Read(SectionReader section)
    {
        var name = section.Text(AuthorityKeys.Name);
        NodeChecks.Name(section, AuthorityKeys.Name, name);
        return new(name ?? "")
        {
            Policy = certificates.Policy,
            Brought = Brought(section),
            CaGenerations = section.Has(AuthorityKeys.Certificate) ? CertificateSetArgs.FirstCaGenerations : certificates.CaGenerations,
        };
    }

    /// <summary>Null if there is none, or one that must not be used.</summary>
    private BroughtCa? Brought(SectionReader section)
    {
        var (certificate, key, chain) = (section.Text(AuthorityKeys.Certificate), section.Text(AuthorityKeys.PrivateKey), section.Text(AuthorityKeys.Chain));
        if (section.Has(AuthorityKeys.Certificate))
        {
            if (!section.Has(AuthorityKeys.PrivateKey))
                section.Mistakes.Missing(section.PathOf(AuthorityKeys.PrivateKey), AuthorityKeys.PrivateKey);
            return certificate is null || key is null ? null : new BroughtCaReader(section, now, now.AddHours(certificates.Policy.ValidityHours)).Read(certificate, key, chain);
        }
        foreach (var alone in new[] { AuthorityKeys.PrivateKey, AuthorityKeys.Chain }.Where(section.Has))
            section.Mistakes.NotTogether(section.PathOf(alone), "belongs to a certificate, and there is none. Give the CA's certificate too, or take this out: then the stack makes the CA.");
        return null;
    }
}
