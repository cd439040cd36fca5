using System.Text.Json;
using Pulumi.Engine.Model;
using Pulumi.Engine.Secrets;

namespace Pulumi.Engine.Backend.State;

/// <summary>Secrets as the state has them: the value's JSON, encrypted. Reads plain ones too (<c>stack export --show-secrets</c>).</summary>
internal sealed class EncryptedSecrets(ISecretsManager manager) : ISecretCodec
{
    public void Write(Utf8JsonWriter writer, PropertyValue.SecretValue secret) => SecretWrapper.Write(
        writer, SecretWrapper.Ciphertext, manager.Encrypt(PropertyJson.ToText(secret.Element, NestedSecrets.Instance)));

    public PropertyValue.SecretValue Read(JsonElement wrapper) => new(wrapper.TryGetProperty(SecretWrapper.Ciphertext, out var sealedText)
        ? PropertyJson.FromText(manager.Decrypt(sealedText.GetString()!), NestedSecrets.Instance)
        : PlainSecrets.Instance.Read(wrapper).Element);
}

/// <summary>A secret inside a secret: the wrapper stays, and what stands for the ciphertext is plain JSON (the outer one is encrypted).</summary>
internal sealed class NestedSecrets : ISecretCodec
{
    public static readonly NestedSecrets Instance = new();

    public void Write(Utf8JsonWriter writer, PropertyValue.SecretValue secret) =>
        SecretWrapper.Write(writer, SecretWrapper.Ciphertext, PropertyJson.ToText(secret.Element, this));

    public PropertyValue.SecretValue Read(JsonElement wrapper) => new(wrapper.TryGetProperty(SecretWrapper.Ciphertext, out var json)
        ? PropertyJson.FromText(json.GetString()!, this)
        : PlainSecrets.Instance.Read(wrapper).Element);
}

/// <summary>Secrets in the clear but still marked, as <c>stack export --show-secrets</c> prints them.</summary>
internal sealed class PlainSecrets : ISecretCodec
{
    public static readonly PlainSecrets Instance = new();

    public void Write(Utf8JsonWriter writer, PropertyValue.SecretValue secret) =>
        SecretWrapper.Write(writer, SecretWrapper.Plaintext, PropertyJson.ToText(secret.Element, this));

    public PropertyValue.SecretValue Read(JsonElement wrapper) => new(wrapper.TryGetProperty(SecretWrapper.Plaintext, out var json)
        ? PropertyJson.FromText(json.GetString()!, this)
        : throw new BackendException("a secret has neither a ciphertext nor a plaintext"));
}

/// <summary>
/// For reading and rewriting a state without its passphrase: the element of a secret is its ciphertext, as it stands.
/// </summary>
internal sealed class SealedSecrets : ISecretCodec
{
    public static readonly SealedSecrets Instance = new();

    public void Write(Utf8JsonWriter writer, PropertyValue.SecretValue secret) =>
        SecretWrapper.Write(writer, SecretWrapper.Ciphertext, ((PropertyValue.StringValue)secret.Element).Value);

    public PropertyValue.SecretValue Read(JsonElement wrapper) => wrapper.TryGetProperty(SecretWrapper.Ciphertext, out var sealedText)
        ? new(new PropertyValue.StringValue(sealedText.GetString()!))
        : throw new BackendException("a secret has no ciphertext");
}

/// <summary>For displays: every secret is the text <c>[secret]</c>.</summary>
internal sealed class MaskedSecrets : ISecretCodec
{
    public const string Mask = "[secret]";
    public static readonly MaskedSecrets Instance = new();

    public void Write(Utf8JsonWriter writer, PropertyValue.SecretValue secret) => writer.WriteStringValue(Mask);

    public PropertyValue.SecretValue Read(JsonElement wrapper) => new(PropertyValue.Null);
}

/// <summary>For event streams: marked as in the state, with the mask for a ciphertext.</summary>
internal sealed class BlindedSecrets : ISecretCodec
{
    public static readonly BlindedSecrets Instance = new();

    public void Write(Utf8JsonWriter writer, PropertyValue.SecretValue secret) =>
        SecretWrapper.Write(writer, SecretWrapper.Ciphertext, MaskedSecrets.Mask);

    public PropertyValue.SecretValue Read(JsonElement wrapper) => new(PropertyValue.Null);
}

/// <summary>For <c>--show-secrets</c>: the value itself, without a mark.</summary>
internal sealed class ShownSecrets : ISecretCodec
{
    public static readonly ShownSecrets Instance = new();

    public void Write(Utf8JsonWriter writer, PropertyValue.SecretValue secret) => PropertyJson.Write(writer, secret.Element, this);

    public PropertyValue.SecretValue Read(JsonElement wrapper) => throw new NotSupportedException("shown secrets cannot be told from other values");
}
