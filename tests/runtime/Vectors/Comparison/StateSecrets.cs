using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pulumi.Engine.Secrets;
using Pulumi.Engine.Vectors.Tests.Sandbox;

namespace Pulumi.Engine.Vectors.Tests.Comparison;

/// <summary>Secrets of a state, in the form in which the recorded changes tell them.</summary>
internal sealed partial class StateSecrets
{
    public const string Key = "(secret)";

    private const string Signature = "4dabf18193072939515e22adb298388d";

    /// <summary>The recorded changes have longer ones only as a digest.</summary>
    private const int TellLimit = 100;

    private readonly Dictionary<string, PassphraseSecretsManager> _managers = [];

    public static bool IsDigest(string text) => DigestForm().IsMatch(text);

    /// <summary>With <c>{"(secret)": …}</c> for each encrypted value.</summary>
    public JsonNode? Open(JsonNode? node, string salt) => node switch
    {
        JsonObject o when o.ContainsKey(Signature) && (string?)o["ciphertext"] is { } ciphertext => new JsonObject { [Key] = Tell(Decrypt(ciphertext, salt)) },
        JsonObject o => new JsonObject(o.Select(property => KeyValuePair.Create(property.Key, Open(property.Value, salt)))),
        JsonArray a => new JsonArray([.. a.Select(element => Open(element, salt))]),
        _ => node?.DeepClone(),
    };

    public string Decrypt(string ciphertext, string salt)
    {
        if (!_managers.TryGetValue(salt, out var manager))
            _managers[salt] = manager = PassphraseSecretsManager.Open(salt, SandboxEnvironment.Passphrase);
        return manager.Decrypt(ciphertext);
    }

    private static string Tell(string plaintext) => plaintext.Length <= TellLimit
        ? plaintext
        : $"{plaintext.Length} characters, sha256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plaintext)))[..8]}";

    [GeneratedRegex("^[0-9]+ characters, sha256 [0-9a-f]{8}$")]
    private static partial Regex DigestForm();
}
