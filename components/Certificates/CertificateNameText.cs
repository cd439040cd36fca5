using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EncryptionInTransit;

/// <summary>
/// The name in a certificate as MySQL and MariaDB compare it in <c>REQUIRE SUBJECT</c> and <c>REQUIRE ISSUER</c>, byte
/// for byte: OpenSSL's one line (X509_NAME_oneline), which <c>openssl x509 -noout -subject -nameopt compat</c> prints.
/// </summary>
public static class CertificateNameText
{
    /// <summary>OpenSSL's short names of what can stand in a subject that the tls provider makes.</summary>
    private static readonly Dictionary<string, string> ShortNames = new()
    {
        ["2.5.4.3"] = "CN",
        ["2.5.4.5"] = "serialNumber",
        ["2.5.4.6"] = "C",
        ["2.5.4.7"] = "L",
        ["2.5.4.8"] = "ST",
        ["2.5.4.9"] = "street",
        ["2.5.4.10"] = "O",
        ["2.5.4.11"] = "OU",
        ["2.5.4.17"] = "postalCode",
        ["1.2.840.113549.1.9.1"] = "emailAddress",
    };

    /// <summary>The subject of the first certificate in the text.</summary>
    /// <exception cref="CryptographicException">There is no certificate in it, or its name has an attribute that we do not know.</exception>
    public static string Subject(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return OneLine(certificate.SubjectName);
    }

    /// <summary>The issuer of the first certificate in the text.</summary>
    /// <inheritdoc cref="Subject"/>
    public static string Issuer(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return OneLine(certificate.IssuerName);
    }

    /// <summary>The line of a name that no certificate has yet.</summary>
    /// <param name="parts">Short names and values in the certificate's order; those without a value are left out.</param>
    public static string OneLine(params (string ShortName, string? Value)[] parts) => string.Concat(parts
        .Where(part => part.Value is not null)
        .Select(part => $"/{part.ShortName}={Escaped(Encoding.UTF8.GetBytes(part.Value!))}"));

    /// <summary>The line of any name.</summary>
    /// <exception cref="CryptographicException">It has an attribute that we do not know.</exception>
    internal static string OneLine(X500DistinguishedName name)
    {
        var line = new StringBuilder();
        var parts = new AsnReader(name.RawData, AsnEncodingRules.DER).ReadSequence();
        while (parts.HasData)
        {
            // Several attributes in one part are joined, in the certificate's order.
            var separator = '/';
            for (var part = parts.ReadSetOf(skipSortOrderValidation: true); part.HasData; separator = '+')
            {
                var attribute = part.ReadSequence();
                line.Append(separator).Append(ShortName(attribute.ReadObjectIdentifier())).Append('=')
                    .Append(Escaped(attribute.PeekContentBytes().Span));
            }
        }
        return line.ToString();
    }

    private static string ShortName(string oid) => ShortNames.TryGetValue(oid, out var name)
        ? name
        : throw new CryptographicException($"A certificate's name has the attribute {oid}, of which we do not know how the server writes it.");

    private static string Escaped(ReadOnlySpan<byte> value)
    {
        var text = new StringBuilder();
        foreach (var octet in value)
        {
            if (octet is < (byte)' ' or > (byte)'~')
                text.Append($"\\x{octet:X2}");
            else
                text.Append(octet is (byte)'/' or (byte)'+' ? "\\" : "").Append((char)octet);
        }
        return text.ToString();
    }
}
