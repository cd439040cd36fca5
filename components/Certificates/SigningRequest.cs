using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pulumi;

namespace EncryptionInTransit;

/// <summary>
/// What a node asks a CA to sign. It is looked at before: a node that somebody has broken into gets no certificate for
/// another one's name.
/// </summary>
internal static class SigningRequest
{
    /// <returns>The request itself.</returns>
    /// <exception cref="RunException">It is not for this leaf, or is none.</exception>
    public static string Checked(string node, string pem, Leaf leaf) => WhyRefused(pem, leaf) is { } why
        ? throw new RunException($"{node}: the request for the server's certificate that the node has printed is not signed: {why}. "
            + "Somebody else has changed the node or its tool: look there first, then raise its reapply.")
        : pem;

    private static string? WhyRefused(string pem, Leaf leaf)
    {
        try
        {
            // It checks the request's signature: that the key is the asker's own.
            var request = CertificateRequest.LoadSigningRequestPem(pem, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
            var subject = CertificateNameText.OneLine(request.SubjectName);
            var wanted = CertificateNameText.OneLine(leaf.Subject);
            if (subject != wanted)
                return $"it is for {subject}, and not for {wanted}";
            return HasTheNames(request, leaf) ? null : $"its alternative names are not {string.Join(", ", [.. leaf.DnsNames, .. leaf.Addresses])}";
        }
        catch (Exception problem) when (problem is CryptographicException or ArgumentException or AsnContentException)
        {
            return "it is no request in PEM, or its signature is not that of its key";
        }
    }

    private static bool HasTheNames(CertificateRequest request, Leaf leaf)
    {
        if (request.CertificateExtensions.Where(extension => extension.Oid?.Value == "2.5.29.17").ToList() is not [var extension])
            return false;
        var names = new X509SubjectAlternativeNameExtension(extension.RawData);
        return Count(extension.RawData) == leaf.DnsNames.Count + leaf.Addresses.Count
            && names.EnumerateDnsNames().ToHashSet().SetEquals(leaf.DnsNames)
            && names.EnumerateIPAddresses().ToHashSet().SetEquals(leaf.Addresses.Select(IPAddress.Parse));
    }

    /// <summary>Of names of all kinds, those that the enumerations leave out as well.</summary>
    private static int Count(byte[] extension)
    {
        var count = 0;
        for (var names = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence(); names.HasData; names.ReadEncodedValue())
            count++;
        return count;
    }
}
