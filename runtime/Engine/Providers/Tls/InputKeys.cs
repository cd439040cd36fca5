using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Pkcs;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers.Tls.Keys;

namespace Pulumi.Engine.Providers.Tls;

/// <summary>Reads the PEM inputs of requests and certificates; a mistake names the input, never its content.</summary>
internal static class InputKeys
{
    public static TlsKey Private(PropertyMap inputs, string input, string what) =>
        Parse(inputs, input, $"{what} PEM", PrivateKeyPem.Decode);

    public static X509CertificateStructure Certificate(PropertyMap inputs, string input) =>
        Parse(inputs, input, "CA certificate PEM", text => X509CertificateStructure.GetInstance(Pem.Decode(text, Pem.Certificate)));

    public static Pkcs10CertificationRequest Request(PropertyMap inputs, string input)
    {
        var request = Parse(inputs, input, "certificate request PEM", text => new Pkcs10CertificationRequest(Pem.Decode(text, Pem.CertificateRequest)));
        return request.Verify()
            ? request
            : throw new ProviderException($"Failed to parse certificate request PEM ('{input}'): its signature is not that of its own key: it was changed after it was signed");
    }

    private static T Parse<T>(PropertyMap inputs, string input, string what, Func<string, T> parse)
    {
        try
        {
            return parse(inputs.Text(input) ?? "");
        }
        catch (ProviderException e)
        {
            throw new ProviderException($"Failed to parse {what} ('{input}'): {e.Message}", e);
        }
        catch (Exception e) when (e is ArgumentException or IOException or FormatException or InvalidOperationException)
        {
            throw new ProviderException($"Failed to parse {what} ('{input}'): it is not valid DER inside", e);
        }
    }
}
