using System.Security.Cryptography;
using System.Text;

namespace Pulumi.Engine.Secrets;

/// <summary>
/// Pulumi's passphrase provider. The key is PBKDF2-HMAC-SHA256 of the passphrase; the salt text carries an encrypted known word,
/// by which a wrong passphrase is recognised.
/// </summary>
public sealed class PassphraseSecretsManager : ISecretsManager
{
    private const int Iterations = 1_000_000;
    private const int SaltBytes = 8;
    private const int KeyBytes = 32;
    private const string KnownWord = "pulumi";

    private readonly byte[] _key;

    private PassphraseSecretsManager(string salt, byte[] key)
    {
        Salt = salt;
        _key = key;
    }

    /// <inheritdoc/>
    public string Salt { get; }

    /// <summary>For a new stack: a new salt.</summary>
    public static PassphraseSecretsManager Create(string passphrase)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var key = DeriveKey(passphrase, salt);
        return new($"v1:{Convert.ToBase64String(salt)}:{AesGcmText.Encrypt(key, KnownWord)}", key);
    }

    /// <param name="salt">The text that <see cref="Salt"/> had.</param>
    /// <exception cref="IncorrectPassphraseException">The salt was made with another passphrase.</exception>
    /// <exception cref="SecretsException">The salt is not of the known form.</exception>
    public static PassphraseSecretsManager Open(string salt, string passphrase)
    {
        var parts = salt.Split(':', 3);
        if (parts.Length != 3 || parts[0] != "v1")
            throw new SecretsException("the encryption salt is not of the form v1:<salt>:v1:<nonce>:<ciphertext>");
        byte[] saltBytes;
        try
        {
            saltBytes = Convert.FromBase64String(parts[1]);
        }
        catch (FormatException e)
        {
            throw new SecretsException("the encryption salt is not base64", e);
        }
        var key = DeriveKey(passphrase, saltBytes);
        string word;
        try
        {
            word = AesGcmText.Decrypt(key, parts[2]);
        }
        catch (SecretsException)
        {
            throw new IncorrectPassphraseException();
        }
        return word == KnownWord ? new(salt, key) : throw new IncorrectPassphraseException();
    }

    /// <inheritdoc/>
    public string Encrypt(string plaintext) => AesGcmText.Encrypt(_key, plaintext);

    /// <inheritdoc/>
    public string Decrypt(string ciphertext) => AesGcmText.Decrypt(_key, ciphertext);

    private static byte[] DeriveKey(string passphrase, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passphrase), salt, Iterations, HashAlgorithmName.SHA256, KeyBytes);
}
