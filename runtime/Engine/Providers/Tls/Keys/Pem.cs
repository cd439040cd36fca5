using Org.BouncyCastle.Utilities.IO.Pem;

namespace Pulumi.Engine.Providers.Tls.Keys;

/// <summary>PEM text (RFC 7468): 64 characters a line, LF, a newline at the end.</summary>
internal static class Pem
{
    public const string Certificate = "CERTIFICATE";
    public const string CertificateRequest = "CERTIFICATE REQUEST";
    public const string EcPrivateKey = "EC PRIVATE KEY";
    public const string OpenSshPrivateKey = "OPENSSH PRIVATE KEY";
    public const string PrivateKey = "PRIVATE KEY";
    public const string PublicKey = "PUBLIC KEY";
    public const string RsaPrivateKey = "RSA PRIVATE KEY";

    public static string Encode(string type, byte[] der)
    {
        using var text = new StringWriter { NewLine = "\n" };
        using (var writer = new PemWriter(text))
            writer.WriteObject(new PemObject(type, der));
        return text.ToString();
    }

    /// <returns>The first block, or null when there is none.</returns>
    public static PemObject? First(string text)
    {
        using var reader = new PemReader(new StringReader(text));
        try
        {
            return reader.ReadPemObject();
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <exception cref="ProviderException">There is no block, or the first one is of another type.</exception>
    public static byte[] Decode(string text, string type)
    {
        var block = First(text) ?? throw new ProviderException($"failed to decode PEM of expected type \"{type}\" from bytes");
        return block.Type == type
            ? block.Content
            : throw new ProviderException($"invalid PEM type - expected \"{type}\", got \"{block.Type}\"");
    }
}
