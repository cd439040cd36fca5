namespace EncryptionInTransit;

/// <summary>What a key and its request are to be, in the words of openssl's command line.</summary>
internal static class OpenSslWords
{
    /// <summary>As <c>rsa:2048</c> or <c>ec:P-256</c>.</summary>
    public static string Key(CertificatePolicy policy) => policy.Algorithm switch
    {
        KeyAlgorithm.Rsa => $"rsa:{policy.RsaBits}",
        KeyAlgorithm.Ecdsa => $"ec:P-{policy.EcdsaCurve[1..]}",
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy.Algorithm, null),
    };

    /// <summary>As <c>/O=Example/CN=db1.example.com</c>.</summary>
    public static string Subject(Leaf leaf) => string.Concat(leaf.Subject
        .Where(part => part.Value is not null)
        .Select(part => $"/{part.ShortName}={part.Value!.Replace("\\", "\\\\").Replace("/", "\\/").Replace("+", "\\+")}"));

    /// <summary>As <c>DNS:db1.example.com,IP:10.0.0.11</c>.</summary>
    public static string Names(Leaf leaf) =>
        string.Join(',', leaf.DnsNames.Select(name => $"DNS:{name}").Concat(leaf.Addresses.Select(address => $"IP:{address}")));

    /// <summary>As <c>serverAuth</c>.</summary>
    public static string Usages(Leaf leaf) => string.Join(',', leaf.ExtendedUsages.Select(usage => usage switch
    {
        "server_auth" => "serverAuth",
        "client_auth" => "clientAuth",
        _ => throw new ArgumentOutOfRangeException(nameof(leaf), usage, null),
    }));
}
