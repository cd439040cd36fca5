using EncryptionInTransit.Proof;

namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Reads <c>proof</c>.</summary>
internal static class ProofReader
{
    public static (ProofAccount? Account, TimeSpan Timeout) Read(SectionReader section)
    {
        var timeout = TimeSpan.FromSeconds(section.Number(ProofKeys.TimeoutSeconds));
        var user = section.Text(ProofKeys.User);
        var password = section.Text(ProofKeys.Password);
        if (user is null && password is not null)
            section.Mistakes.Missing(section.PathOf(ProofKeys.User), ProofKeys.User);
        if (user is not null && !section.Has(ProofKeys.Password))
            section.Mistakes.Missing(section.PathOf(ProofKeys.Password), ProofKeys.Password);
        return (user is null ? null : new ProofAccount(user, password ?? ""), timeout);
    }
}
