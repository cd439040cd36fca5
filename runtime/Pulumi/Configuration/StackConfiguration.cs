using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi;

/// <summary>The stack's whole configuration, by full key (<c>namespace:key</c>), as the engine hands it to the program.</summary>
internal sealed class StackConfiguration(ImmutableDictionary<string, string> values, ImmutableHashSet<string> secretKeys)
{
    public static StackConfiguration Read() => new(ReadValues(), ReadSecretKeys());

    /// <summary>The value as text, or null if there is none; objects and lists are JSON.</summary>
    public string? Get(string key) => values.GetValueOrDefault(key);

    public bool IsSecret(string key) => secretKeys.Contains(key);

    private static ImmutableDictionary<string, string> ReadValues()
    {
        if (Environment.GetEnvironmentVariable("PULUMI_CONFIG") is not { } json)
        {
            return ImmutableDictionary<string, string>.Empty;
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToImmutableDictionary(
            property => CleanKey(property.Name), property => property.Value.ToString());
    }

    private static ImmutableHashSet<string> ReadSecretKeys()
    {
        if (Environment.GetEnvironmentVariable("PULUMI_CONFIG_SECRET_KEYS") is not { } json)
        {
            return [];
        }

        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(key => CleanKey(key.ToString()))];
    }

    // Older engines write "namespace:config:key".
    private static string CleanKey(string key) => key.Split(':', 3) is [var name, "config", var rest] ? $"{name}:{rest}" : key;
}
