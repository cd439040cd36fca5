using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace EncryptionInTransit.Tests.Support;

/// <summary>What an honest node prints when it is asked for a certificate's request.</summary>
internal static class RequestOfANode
{
    public static string For(string stdin)
    {
        var asked = stdin.Split('\n').Where(line => line.Contains(": ")).Select(line => line.Split(": ", 2)).ToDictionary(line => line[0], line => line[1]);
        return For(asked["subject"], asked["names"]);
    }

    /// <param name="subject">As <c>/O=Example/CN=db1</c>.</param>
    /// <param name="names">As <c>DNS:db1,IP:10.0.0.1</c>.</param>
    public static string For(string subject, string names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var name = new X500DistinguishedNameBuilder();
        // It puts the first part last.
        foreach (var part in Regex.Split(subject, @"(?<!\\)/").Skip(1).Select(part => Regex.Replace(part, @"\\(.)", "$1").Split('=', 2)).Reverse())
        {
            switch (part[0])
            {
                case "C": name.AddCountryOrRegion(part[1]); break;
                case "O": name.AddOrganizationName(part[1]); break;
                case "OU": name.AddOrganizationalUnitName(part[1]); break;
                default: name.AddCommonName(part[1]); break;
            }
        }
        var alternative = new SubjectAlternativeNameBuilder();
        foreach (var entry in names.Split(',').Select(entry => entry.Split(':', 2)))
        {
            switch (entry[0])
            {
                case "DNS": alternative.AddDnsName(entry[1]); break;
                case "IP": alternative.AddIpAddress(IPAddress.Parse(entry[1])); break;
                default: alternative.AddUri(new Uri(entry[1])); break;
            }
        }
        var request = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(alternative.Build());
        return request.CreateSigningRequestPem();
    }
}
