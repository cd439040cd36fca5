using System.Text.Json;
using Pulumi;

namespace EncryptionInTransit.Infra.Configuration;

/// <summary>What the configuration is read from, besides the file itself.</summary>
/// <param name="Values">The stack's values of our namespace, by key without the namespace, as text.</param>
/// <param name="SecretKeys">Those of them that hold something encrypted.</param>
/// <param name="RootDirectory">The folder of Pulumi.yaml: relative paths start there.</param>
/// <param name="HasSshAgent">Whether an ssh-agent is at hand.</param>
public sealed record ConfigurationSource(
    IReadOnlyDictionary<string, string> Values,
    IReadOnlySet<string> SecretKeys,
    string RootDirectory,
    bool HasSshAgent)
{
    /// <summary>By which certificates are judged.</summary>
    public DateTimeOffset Now { get; init; } = TimeProvider.System.GetUtcNow();

    private const string Prefix = RootKeys.Namespace + ":";

    /// <summary>
    /// Of the running deployment. Pulumi's own class gives values by key and no list of keys: the list, without which
    /// an unknown key would go unnoticed, is in the environment that the language host sets.
    /// </summary>
    public static ConfigurationSource FromDeployment()
    {
        var config = new Config(RootKeys.Namespace);
        var names = Json<Dictionary<string, string>>("PULUMI_CONFIG")?.Keys.Where(IsOurs).Select(WithoutPrefix) ?? [];
        return new(
            names.ToDictionary(name => name, name => config.Get(name) ?? ""),
            Json<string[]>("PULUMI_CONFIG_SECRET_KEYS")?.Where(IsOurs).Select(WithoutPrefix).ToHashSet() ?? [],
            Deployment.Instance.RootDirectory,
            !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("SSH_AUTH_SOCK")));
    }

    private static T? Json<T>(string variable) where T : class =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? JsonSerializer.Deserialize<T>(text) : null;

    private static bool IsOurs(string fullKey) => fullKey.StartsWith(Prefix, StringComparison.Ordinal);

    private static string WithoutPrefix(string fullKey) => fullKey[Prefix.Length..];
}
