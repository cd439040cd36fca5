namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Whether servers of the nodes' kinds start with the ciphers, and serve their certificates with them.</summary>
internal static class CipherChecks
{
    public static void Check(
        TlsConfiguration tls, KeyAlgorithm algorithm, IReadOnlyList<NodeConfiguration> nodes, Mistakes? mistakes)
    {
        if (tls.Ciphers.Count == 0 || mistakes is null)
            return;
        foreach (var (path, cipher) in tls.Ciphers)
            Accepted(path, cipher, nodes, mistakes);
        if (!tls.Ciphers.Any(entry => CipherSuites.Serves(entry.Value, algorithm)))
            mistakes.Invalid(tls.CiphersPath,
                $"has none for {Word(algorithm)} certificates: no TLS 1.2 client would get in. Add {Proposal(algorithm)}.");
    }

    private static void Accepted(string path, string cipher, IReadOnlyList<NodeConfiguration> nodes, Mistakes mistakes)
    {
        foreach (var group in nodes.GroupBy(node => node.Args.Kind))
        {
            var accepted = CipherSuites.Accepted(group.Key);
            if (accepted.Contains(cipher))
                continue;
            var whose = $"{group.Key.Name()} ({string.Join(", ", group.Select(node => node.Name))})";
            mistakes.NotOneOf(path, cipher.StartsWith("TLS_", StringComparison.Ordinal)
                ? $"'{cipher}' is a cipher of TLS 1.3, which this list does not affect: {whose} would not start. Take it out."
                : $"'{cipher}' is blocked by or unknown to {whose}, which would not start. It takes {string.Join(", ", accepted)}.");
            return;
        }
    }

    private static string Word(KeyAlgorithm algorithm) => algorithm == KeyAlgorithm.Rsa ? "RSA" : "ECDSA";

    private static string Proposal(KeyAlgorithm algorithm) =>
        CipherSuites.Default(DatabaseKind.MySql).First(cipher => CipherSuites.Serves(cipher, algorithm));
}
