using System.Text.Json;
using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Model;
using Pulumi.Engine.Secrets;

namespace Pulumi.Engine.Commands;

/// <summary>
/// Secrets of a state that is imported, sealed for the stack that takes it: those with the stack's own salt stay as they are, those
/// of another salt and plain ones are encrypted anew.
/// </summary>
/// <param name="source">Of the salt that the imported state names.</param>
/// <param name="target">Of the stack.</param>
internal sealed class ImportedSecrets(string sourceSalt, string targetSalt, Func<ISecretsManager> source, Func<ISecretsManager> target) : ISecretCodec
{
    public void Write(Utf8JsonWriter writer, PropertyValue.SecretValue secret) => SealedSecrets.Instance.Write(writer, secret);

    public PropertyValue.SecretValue Read(JsonElement wrapper)
    {
        if (!wrapper.TryGetProperty(SecretWrapper.Ciphertext, out var ciphertext))
            return Seal(PropertyJson.ToText(PlainSecrets.Instance.Read(wrapper).Element, NestedSecrets.Instance));
        return sourceSalt == targetSalt ? SealedSecrets.Instance.Read(wrapper) : Seal(source().Decrypt(ciphertext.GetString()!));
    }

    private PropertyValue.SecretValue Seal(string json) => new(new PropertyValue.StringValue(target().Encrypt(json)));
}
