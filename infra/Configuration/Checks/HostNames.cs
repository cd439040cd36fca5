using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Tells names of hosts from other texts.</summary>
internal static partial class HostNames
{
    /// <summary>A DNS name that may stand in a certificate (RFC 1123, 2.1; RFC 6125, 6.4.3 for the wildcard).</summary>
    /// <param name="wildcard">Whether the first label may be a star.</param>
    public static bool IsDnsName(string text, bool wildcard = false)
    {
        if (wildcard && text.StartsWith("*.", StringComparison.Ordinal))
            text = text[2..];
        return text.Length <= 253 && DnsName().IsMatch(text);
    }

    /// <summary>An IPv4 address in four numbers, or an IPv6 address without a zone.</summary>
    public static bool IsAddress(string text) =>
        IPAddress.TryParse(text, out var address)
        && (address.AddressFamily == AddressFamily.InterNetworkV6 ? !text.Contains('%') && !text.Contains('[') : address.ToString() == text);

    /// <summary>Anything one can connect to; underscores are legal in it, though not in a certificate.</summary>
    public static bool IsHost(string text) => IsAddress(text) || IsDnsName(text.Replace('_', '-').Trim('.'));

    /// <summary>A host, then a colon and a port.</summary>
    public static bool IsHostAndPort(string text) =>
        text.LastIndexOf(':') is var colon and > 0
        && IsHost(text[..colon])
        && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0;

    /// <summary>Labels of letters, digits and inner hyphens; the last one is not a number, else it would be an address.</summary>
    [GeneratedRegex("^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?[.])*(?![0-9]+$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$")]
    private static partial Regex DnsName();
}
