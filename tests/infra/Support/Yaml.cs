using System.Text.Json;
using EncryptionInTransit.Infra.Configuration;
using YamlDotNet.Serialization;

namespace EncryptionInTransit.Tests.Support;

/// <summary>A stack file, given to the reader as Pulumi would give it.</summary>
internal static class Yaml
{
    private const string Prefix = "encryption-in-transit:";

    /// <param name="config">What stands under <c>config:</c>, with the namespace left out.</param>
    /// <param name="encrypted">Keys that hold something encrypted.</param>
    public static ConfigurationSource Source(string config, params string[] encrypted) => new(
        Values(config), encrypted.ToHashSet(), RootDirectory: Path.GetTempPath(), HasSshAgent: true);

    /// <summary>Key to text: a text as it is, everything else as JSON.</summary>
    public static IReadOnlyDictionary<string, string> Values(string config)
    {
        var document = Json(config);
        return document.EnumerateObject().ToDictionary(
            property => property.Name.Replace(Prefix, ""),
            property => property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText());
    }

    public static JsonElement Json(string yaml)
    {
        var value = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object>(yaml);
        return JsonSerializer.Deserialize<JsonElement>(JsonSerializer.Serialize(value));
    }
}
