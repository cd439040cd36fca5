using System.Text.RegularExpressions;

namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Reads what <c>tls</c> and each node say about clients without TLS.</summary>
internal static partial class PhaseReader
{
    /// <summary>
    /// The phase; null if it is absent and has no default, or if it is wrong. YAML 1.1 takes <c>on</c> and <c>off</c>
    /// without quotes for true and false, YAML 1.2 for texts: both mean the same here.
    /// </summary>
    public static SecureTransportPhase? Phase(this SectionReader section, Key key)
    {
        if (section.IsFlag(key))
            return section.Flag(key) ? SecureTransportPhase.On : SecureTransportPhase.Off;
        return section.Word<SecureTransportPhase>(key, phase => phase.Word());
    }

    /// <summary>Clients by user and host.</summary>
    public static IReadOnlyList<string> PlaintextClients(this SectionReader section, Key key)
    {
        var entries = section.TextList(key) ?? [];
        foreach (var (path, value) in entries)
        {
            if (!Client().IsMatch(value))
                section.Mistakes.Invalid(path, $"'{value}' is not a client: write USER@HOST as the plaintextClients output has them, or USER@* for a user from everywhere.");
        }
        return [.. entries.Select(entry => entry.Value).Distinct()];
    }

    [GeneratedRegex(@"^[^\s][^\t\r\n]*@[^\s@]+\z")]
    private static partial Regex Client();
}
