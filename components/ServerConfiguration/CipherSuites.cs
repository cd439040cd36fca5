namespace EncryptionInTransit;

/// <summary>TLS 1.2 cipher suites by OpenSSL's names. (TLS 1.3 has its own, which ssl-cipher does not affect.)</summary>
public static class CipherSuites
{
    private const string DocumentedEcdhe = "ECDHE-RSA-AES256-GCM-SHA384";

    /// <summary>The second suite of the add-on's documentation; MySQL blocks it.</summary>
    public const string DocumentedDhe = "DHE-RSA-AES256-SHA";

    /// <summary>What an ECDSA certificate needs: with suites for RSA alone no TLS 1.2 client gets in.</summary>
    public const string ForEcdsa = "ECDHE-ECDSA-AES256-GCM-SHA384";

    /// <summary>All that MySQL and Percona Server take (MySQL Reference Manual, 8.3.2); with any other they don't start.</summary>
    private static readonly string[] AcceptedByMySql =
    [
        "ECDHE-ECDSA-AES128-GCM-SHA256",
        "ECDHE-ECDSA-AES256-GCM-SHA384",
        "ECDHE-RSA-AES128-GCM-SHA256",
        "ECDHE-RSA-AES256-GCM-SHA384",
        "ECDHE-ECDSA-CHACHA20-POLY1305",
        "ECDHE-RSA-CHACHA20-POLY1305",
        "ECDHE-ECDSA-AES256-CCM",
        "ECDHE-ECDSA-AES128-CCM",
        "DHE-RSA-AES128-GCM-SHA256",
        "DHE-RSA-AES256-GCM-SHA384",
        "DHE-RSA-AES256-CCM",
        "DHE-RSA-AES128-CCM",
        "DHE-RSA-CHACHA20-POLY1305",
    ];

    /// <summary>
    /// Suites with forward secrecy and an RSA or ECDSA certificate that OpenSSL 3 offers at its default security level.
    /// MariaDB leaves the choice to OpenSSL.
    /// </summary>
    private static readonly string[] AcceptedByMariaDb =
    [
        .. AcceptedByMySql,
        "ECDHE-ECDSA-AES256-SHA384",
        "ECDHE-ECDSA-AES128-SHA256",
        "ECDHE-ECDSA-AES256-SHA",
        "ECDHE-ECDSA-AES128-SHA",
        "ECDHE-RSA-AES256-SHA384",
        "ECDHE-RSA-AES128-SHA256",
        "ECDHE-RSA-AES256-SHA",
        "ECDHE-RSA-AES128-SHA",
        "DHE-RSA-AES256-SHA256",
        "DHE-RSA-AES128-SHA256",
        DocumentedDhe,
        "DHE-RSA-AES128-SHA",
    ];

    /// <summary>What is taken when the configuration names none: the documented list as far as the kind allows, and ECDSA's.</summary>
    public static IReadOnlyList<string> Default(DatabaseKind kind) => kind switch
    {
        DatabaseKind.MariaDb => [DocumentedEcdhe, DocumentedDhe, ForEcdsa],
        _ => [DocumentedEcdhe, ForEcdsa],
    };

    public static IReadOnlyList<string> Accepted(DatabaseKind kind) => kind switch
    {
        DatabaseKind.MariaDb => AcceptedByMariaDb,
        _ => AcceptedByMySql,
    };

    /// <summary>Whether a certificate with such a key can be served with the suite.</summary>
    public static bool Serves(string cipher, KeyAlgorithm algorithm) => algorithm switch
    {
        KeyAlgorithm.Rsa => cipher.Contains("-RSA-", StringComparison.Ordinal),
        _ => cipher.Contains("-ECDSA-", StringComparison.Ordinal),
    };
}
