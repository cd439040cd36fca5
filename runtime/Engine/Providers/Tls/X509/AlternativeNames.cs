using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Providers.Tls.X509;

/// <summary>Subject alternative names (RFC 5280, 4.2.1.6): DNS names first, then addresses, then URIs.</summary>
internal sealed record AlternativeNames(ImmutableArray<string> Dns, ImmutableArray<IPAddress> Addresses, ImmutableArray<string> Uris)
{
    public static readonly ImmutableArray<InputProperty> Inputs =
    [
        new("dnsNames", InputKind.Texts) { Validate = value => Validation.NoEmptyText(value) ?? EachIa5(value, "DNS name (write an international name in its xn-- form)") },
        new("ipAddresses", InputKind.Texts) { Validate = EachAddress },
        new("uris", InputKind.Texts) { Validate = value => Validation.NoEmptyText(value) ?? EachIa5(value, "URI (escape other characters with %)") },
    ];

    /// <param name="inputs">Checked against <see cref="Inputs"/>.</param>
    public static AlternativeNames From(PropertyMap inputs) =>
        new(inputs.Texts("dnsNames"), [.. inputs.Texts("ipAddresses").Select(text => ParseAddress(text)!)], inputs.Texts("uris"));

    /// <summary>The names that a certificate request asks for; kinds that the tls provider does not know are left out.</summary>
    public static AlternativeNames From(X509Extensions? requested)
    {
        if (requested?.GetExtension(X509Extensions.SubjectAlternativeName) is not { } extension)
            return new([], [], []);
        var names = GeneralNames.GetInstance(extension.GetParsedValue()).GetNames();
        return new(
            [.. Of(names, GeneralName.DnsName).Select(n => DerIA5String.GetInstance(n.Name).GetString())],
            [.. Of(names, GeneralName.IPAddress).Select(n => new IPAddress(Asn1OctetString.GetInstance(n.Name).GetOctets()))],
            [.. Of(names, GeneralName.UniformResourceIdentifier).Select(n => DerIA5String.GetInstance(n.Name).GetString())]);
    }

    /// <returns>The extension's value, or null when there is no name.</returns>
    public GeneralNames? ToExtension()
    {
        GeneralName[] names =
        [
            .. Dns.Select(n => new GeneralName(GeneralName.DnsName, n)),
            .. Addresses.Select(a => new GeneralName(GeneralName.IPAddress, new DerOctetString((a.IsIPv4MappedToIPv6 ? a.MapToIPv4() : a).GetAddressBytes()))),
            .. Uris.Select(u => new GeneralName(GeneralName.UniformResourceIdentifier, u)),
        ];
        return names.Length == 0 ? null : new GeneralNames(names);
    }

    private static IEnumerable<GeneralName> Of(GeneralName[] names, int tag) => names.Where(n => n.TagNo == tag);

    private static string? EachIa5(PropertyValue value, string what) =>
        Strings(value).FirstOrDefault(s => !s.All(char.IsAscii) || s.Any(c => char.IsControl(c) || c == ' ')) is { } wrong ? $"\"{wrong}\" is not a valid {what}" : null;

    private static string? EachAddress(PropertyValue value) =>
        Strings(value).FirstOrDefault(s => ParseAddress(s) is null) is { } wrong
            ? $"Invalid IP address: Failed to parse \"{wrong}\"; write it as 192.0.2.1 or 2001:db8::1"
            : null;

    private static IEnumerable<string> Strings(PropertyValue value) =>
        ((PropertyValue.ArrayValue)value).Elements.OfType<PropertyValue.StringValue>().Select(s => s.Value);

    // The platform also takes "1", "0x7f.1" and scoped addresses: none of them belongs into a certificate.
    private static IPAddress? ParseAddress(string text) =>
        IPAddress.TryParse(text, out var address) && !text.Contains('%') && !text.Contains('[')
        && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text)
            ? address
            : null;
}
