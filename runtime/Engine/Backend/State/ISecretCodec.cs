using System.Text.Json;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Backend.State;

/// <summary>How a secret stands in JSON: encrypted, plain, masked, or untouched.</summary>
internal interface ISecretCodec
{
    void Write(Utf8JsonWriter writer, PropertyValue.SecretValue secret);

    /// <param name="wrapper">The object with the signature.</param>
    PropertyValue.SecretValue Read(JsonElement wrapper);
}

/// <summary>The object that marks a secret in Pulumi's JSON, in the state and on the wire.</summary>
internal static class SecretWrapper
{
    public const string SignatureKey = "4dabf18193072939515e22adb298388d";
    public const string Signature = "1b47061264138c4ac30d75fd1eb44270";
    public const string Ciphertext = "ciphertext";
    public const string Plaintext = "plaintext";

    public static bool IsWrapper(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty(SignatureKey, out var signature)
        && signature.ValueKind == JsonValueKind.String
        && signature.GetString() == Signature;

    public static void Write(Utf8JsonWriter writer, string key, string text)
    {
        writer.WriteStartObject();
        writer.WriteString(SignatureKey, Signature);
        writer.WriteString(key, text);
        writer.WriteEndObject();
    }
}
