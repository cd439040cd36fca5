using System.Text.RegularExpressions;

namespace EncryptionInTransit.EndToEnd.Tests.Soak;

/// <summary>What a stack's file has encrypted, as it stands there: for who writes the file anew.</summary>
internal sealed partial record StackSecrets(string Salt, string PrivateKey, string ProofPassword)
{
    public static StackSecrets In(string file) => new(
        Regex.Match(file, "(?m)^encryptionsalt: *(.+)$").Groups[1].Value.Trim(),
        Of("privateKey", file),
        Of("password", file));

    private static string Of(string key, string file)
    {
        var secret = Regex.Match(file, $@"\b{key}:\s*secure: *""?(v1:[^\s""]+)");
        Assert.True(secret.Success, $"the stack's file has no secret {key}");
        return secret.Groups[1].Value;
    }
}
