namespace Pulumi.Engine.Secrets;

/// <summary>Encrypts and decrypts the secrets of one stack.</summary>
public interface ISecretsManager
{
    /// <summary>What says in the files how to get the key: <c>encryptionsalt</c> of Pulumi.&lt;stack&gt;.yaml, <c>salt</c> of the state.</summary>
    string Salt { get; }

    /// <summary>Every call gives another text: the nonce is new.</summary>
    string Encrypt(string plaintext);

    /// <exception cref="SecretsException">The text was not made with this key, or is damaged.</exception>
    string Decrypt(string ciphertext);
}
