using System.Net;

namespace EncryptionInTransit;

/// <summary>The common names and the alternative names in a node's certificates.</summary>
public static class CertificateNames
{
    /// <summary>The longest common name (RFC 5280, ub-common-name).</summary>
    public const int LongestCommonName = 64;

    private const string ClientSuffix = " client";

    /// <summary>The longest hostname whose certificates all have a common name of legal length.</summary>
    public const int LongestHostname = LongestCommonName - 8;

    /// <summary>
    /// The generation is part of the CA's name: with one name for two generations a cross certificate made by the
    /// tls provider has no AuthorityKeyId, and verification fails during a rollover.
    /// </summary>
    public static string Ca(string hostname, int generation) => $"{hostname} CA {generation}";

    public static string Server(string hostname) => hostname;

    public static string Client(string hostname) => hostname + ClientSuffix;

    /// <summary>The hostname first, then the others in their order, each once.</summary>
    /// <returns>The DNS names and the IP addresses: they are two kinds of alternative name (RFC 5280, 4.2.1.6).</returns>
    public static (IReadOnlyList<string> Dns, IReadOnlyList<string> Addresses) Alternative(
        string hostname, IEnumerable<string> others)
    {
        var all = others.Prepend(hostname).Distinct(StringComparer.OrdinalIgnoreCase).ToLookup(IsAddress);
        return ([.. all[false]], [.. all[true]]);
    }

    private static bool IsAddress(string name) => IPAddress.TryParse(name, out _);
}
