namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Reads <c>tls</c>.</summary>
internal static class TlsReader
{
    public static TlsConfiguration Read(SectionReader section)
    {
        var ciphers = section.TextList(TlsKeys.Ciphers);
        if (ciphers is [])
            section.Mistakes.Invalid(section.PathOf(TlsKeys.Ciphers), "is empty. Name a cipher, or take the key out.");
        return new(
            new TlsPolicy
            {
                RequireSecureTransport = section.Phase(TlsKeys.RequireSecureTransport) ?? SecureTransportPhase.Off,
                Ciphers = ciphers is { Count: > 0 } ? [.. ciphers.Select(entry => entry.Value)] : null,
                Tls13Only = section.Text(TlsKeys.MinimumVersion) == "TLSv1.3",
            },
            ciphers ?? [],
            section.PathOf(TlsKeys.Ciphers),
            section.PlaintextClients(TlsKeys.AllowedPlaintextClients));
    }
}

/// <summary>The policy, and where its ciphers stand: whether they suit is known when a node's kind is.</summary>
internal sealed record TlsConfiguration(
    TlsPolicy Policy, IReadOnlyList<Entry> Ciphers, string CiphersPath, IReadOnlyList<string> AllowedPlaintextClients);
