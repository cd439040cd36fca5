using System.Security.Cryptography;
using System.Text;

namespace Pulumi.Engine.Secrets;

/// <summary>
/// AES-256-GCM in Pulumi's text form <c>v1:&lt;nonce&gt;:&lt;ciphertext and tag&gt;</c>: nonce of 12 bytes, tag of 16 bytes, no additional
/// data, standard base64.
/// </summary>
internal static class AesGcmText
{
    private const string Version = "v1";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public static string Encrypt(byte[] key, string plaintext)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        var plain = Encoding.UTF8.GetBytes(plaintext);
        var sealedBytes = new byte[plain.Length + TagBytes];
        using (var aes = new AesGcm(key, TagBytes))
            aes.Encrypt(nonce, plain, sealedBytes.AsSpan(0, plain.Length), sealedBytes.AsSpan(plain.Length));
        CryptographicOperations.ZeroMemory(plain);
        return $"{Version}:{Convert.ToBase64String(nonce)}:{Convert.ToBase64String(sealedBytes)}";
    }

    /// <exception cref="SecretsException">Not of this form, or not made with this key.</exception>
    public static string Decrypt(byte[] key, string text)
    {
        var (nonce, sealedBytes) = Parse(text);
        var plain = new byte[sealedBytes.Length - TagBytes];
        try
        {
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(nonce, sealedBytes.AsSpan(0, plain.Length), sealedBytes.AsSpan(plain.Length), plain);
        }
        catch (CryptographicException e)
        {
            throw new SecretsException("failed to decrypt: the value was encrypted with another passphrase, or was changed", e);
        }
        return Encoding.UTF8.GetString(plain);
    }

    private static (byte[] Nonce, byte[] Sealed) Parse(string text)
    {
        var parts = text.Split(':');
        if (parts.Length != 3 || parts[0] != Version)
            throw new SecretsException("failed to decrypt: the value is not of the form v1:<nonce>:<ciphertext>");
        try
        {
            var (nonce, sealedBytes) = (Convert.FromBase64String(parts[1]), Convert.FromBase64String(parts[2]));
            if (nonce.Length != NonceBytes || sealedBytes.Length < TagBytes)
                throw new SecretsException("failed to decrypt: the value is cut");
            return (nonce, sealedBytes);
        }
        catch (FormatException e)
        {
            throw new SecretsException("failed to decrypt: the value is not base64", e);
        }
    }
}
