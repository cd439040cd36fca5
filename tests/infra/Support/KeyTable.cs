using EncryptionInTransit.Infra.Configuration;

namespace EncryptionInTransit.Tests.Support;

/// <summary>The table of all keys as it stands in the README, made from their declarations.</summary>
internal static class KeyTable
{
    public static string Markdown() => string.Concat(
        "| key | type | default | meaning |\n|---|---|---|---|\n", string.Concat(Keys().Select(Row)));

    /// <summary>Every key with its path; the keys of `ssh` are not repeated for each node.</summary>
    public static IEnumerable<(string Path, Key Key)> Keys() => Of(RootKeys.All, "");

    private static IEnumerable<(string Path, Key Key)> Of(Section section, string prefix)
    {
        foreach (var key in section.Keys)
        {
            var path = prefix + key.Name + (key.Type == KeyType.SectionList ? "[]" : "");
            yield return (path, key);
            var inner = key == NodeKeys.Ssh ? new Section(SshKeys.Host, SshKeys.HostKey) : key.Section;
            foreach (var entry in inner is null ? [] : Of(inner, path + "."))
                yield return entry;
        }
    }

    private static string Row((string Path, Key Key) entry) =>
        $"| `{entry.Path}` | {Type(entry.Key)} | {Default(entry.Key)} | {entry.Key.Meaning} |\n";

    private static string Type(Key key) => key switch
    {
        { Allowed.Count: > 0 } => string.Join(", ", key.Allowed.Select(value => $"`{value}`")),
        { Secret: true } => "text, secret",
        { Type: KeyType.Text } => "text",
        { Type: KeyType.Number } => "number",
        { Type: KeyType.Flag } => "`true`, `false`",
        { Type: KeyType.TextList } => "list of texts",
        { Type: KeyType.NumberList } => "list of numbers",
        { Type: KeyType.SectionList } => "list",
        _ => "section",
    };

    private static string Default(Key key) => key.Required ? "required" : key.Default is null ? "" : $"`{key.Default}`";
}
