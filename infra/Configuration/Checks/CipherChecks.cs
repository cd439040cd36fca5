namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Whether servers of the nodes' kinds start with the ciphers, and serve their certificates with them.</summary>
internal static class CipherChecks
{
    /// <param name="nodes">Those whose kind is known.</param>
    public static void Check(
        TlsConfiguration tls, KeyAlgorithm algorithm, IReadOnlyList<NodeConfiguration> nodes, Mistakes mistakes)
    {
        if (tls.Ciphers.Count == 0)
            return;
        foreach (var (path, cipher) in tls.Ciphers)
            Accepted(path, cipher, nodes, mistakes);
        if (!tls.Ciphers.Any(entry => CipherSuites.Serves(entry.Value, algorithm)))
            mistakes.Invalid(tls.CiphersPath,
                $"has none for {Word(algorithm)} certificates: no TLS 1.2 client would get in. Add {Proposal(algorithm)}.");
    }

    private static void Accepted(string path, string cipher, IReadOnlyList<NodeConfiguration> nodes, Mistakes mistakes)
    {
        var refusing = nodes
            .Where(node => !CipherSuites.Accepted(node.Args.Kind).Contains(cipher))
            .GroupBy(node => node.Args.Kind)
            .Select(group => $"{group.Key.Name()} ({string.Join(", ", group.Select(node => node.Name))})")
            .ToList();
        if (refusing.Count == 0)
            return;
        mistakes.NotOneOf(path, cipher.StartsWith("TLS_", StringComparison.Ordinal)
            ? $"'{cipher}' is a cipher of TLS 1.3, which this list does not affect, and no server starts with it. Take it out."
            : $"'{cipher}' is blocked by or unknown to {string.Join(" and ", refusing)}, which would not start. "
                + $"All kinds take {string.Join(", ", CipherSuites.Accepted(DatabaseKind.MySql))}.");
    }

    private static string Word(KeyAlgorithm algorithm) => algorithm == KeyAlgorithm.Rsa ? "RSA" : "ECDSA";

    private static string Proposal(KeyAlgorithm algorithm) =>
        CipherSuites.Default(DatabaseKind.MySql).First(cipher => CipherSuites.Serves(cipher, algorithm));
}
