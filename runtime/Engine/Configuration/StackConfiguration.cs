using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Pulumi.Engine.Backend;
using YamlDotNet.RepresentationModel;

namespace Pulumi.Engine.Configuration;

/// <summary>Pulumi.&lt;stack&gt;.yaml: the salt and the values. Changing it keeps every comment.</summary>
public sealed class StackConfiguration
{
    private const string SaltKey = "encryptionsalt";
    private const string ProviderKey = "secretsprovider";
    private const string ConfigSection = "config";

    private readonly string _path;
    private readonly string _project;
    private readonly YamlEditor _editor;

    private StackConfiguration(string path, string project, string text)
    {
        (_path, _project) = (path, project);
        _editor = new YamlEditor(text);
        Read();
    }

    /// <summary>Empty in a file that has none yet.</summary>
    public string Salt { get; private set; } = "";

    /// <summary>By full key, in ordinal order, without the project's defaults.</summary>
    public ImmutableSortedDictionary<string, ConfigValue> Values { get; private set; } =
        ImmutableSortedDictionary<string, ConfigValue>.Empty;

    /// <summary>A file that does not exist is an empty one.</summary>
    /// <exception cref="ConfigurationException">The file is not right.</exception>
    public static StackConfiguration Load(string path, string project) =>
        new(path, project, File.Exists(path) ? File.ReadAllText(path) : "");

    /// <summary>The values with the project's defaults for what the stack does not set.</summary>
    public ImmutableSortedDictionary<string, ConfigValue> WithDefaults(IReadOnlyDictionary<string, YamlNode> defaults) =>
        Values.AddRange(defaults.Where(d => !Values.ContainsKey(d.Key)).Select(d => KeyValuePair.Create(d.Key, new ConfigValue(d.Value))));

    public void SetSalt(string salt)
    {
        if (Salt.Length > 0)
            _editor.Set([PathSegment.Of(SaltKey)], new NewYaml.Scalar(salt));
        else
            _editor.InsertFirst(SaltKey, new NewYaml.Scalar(salt));
        Read();
    }

    /// <param name="path">The key, and the way to the value inside it.</param>
    /// <exception cref="ConfigurationException">The path does not fit what is there.</exception>
    internal void Set(IReadOnlyList<PathSegment> path, NewYaml value)
    {
        _editor.Set(InFile(path), value);
        Read();
    }

    /// <summary>Does nothing when there is no such value.</summary>
    internal void Remove(IReadOnlyList<PathSegment> path)
    {
        if (_editor.Remove(InFile(path)))
            Read();
    }

    public Task SaveAsync(CancellationToken cancel) => AtomicFile.WriteAsync(
        _path,
        Encoding.UTF8.GetBytes(_editor.Text),
        File.Exists(_path) ? null : AtomicFile.Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
        cancel);

    /// <summary>For the history record: encrypted values stay encrypted.</summary>
    public JsonObject ToSealedJson() => new(Values.Select(v => KeyValuePair.Create(v.Key, v.Value.ToSealedJson())));

    private IReadOnlyList<PathSegment> InFile(IReadOnlyList<PathSegment> path)
    {
        // A key may stand in the file without the project's namespace: it is changed where it stands.
        var full = path[0].Name!;
        var written = Section()?.Children.Keys.OfType<YamlScalarNode>()
            .FirstOrDefault(k => ConfigKey.Parse(k.Value!, _project).Full == full)?.Value;
        return [PathSegment.Of(ConfigSection), PathSegment.Of(written ?? full), .. path.Skip(1)];
    }

    private YamlMappingNode? Section() => YamlText.Parse(_editor.Text).Child(ConfigSection) as YamlMappingNode;

    private void Read()
    {
        var root = YamlText.Parse(_editor.Text);
        Salt = root.Text(SaltKey) ?? "";
        if (root.Text(ProviderKey) is { } provider and not ("" or "default" or "passphrase"))
            throw new ConfigurationException(
                $"{_path}: the secrets provider '{provider}' is not supported by the embedded engine: use passphrase, or install the Pulumi CLI");
        if (root.Child(ConfigSection) is { } section && section is not YamlMappingNode && !section.IsNull())
            throw new ConfigurationException($"{_path}: 'config' is a mapping of keys to values");
        Values = (Section() ?? new YamlMappingNode()).Children
            .ToImmutableSortedDictionary(
                c => ConfigKey.Parse(((YamlScalarNode)c.Key).Value ?? "", _project).Full,
                c => new ConfigValue(c.Value),
                StringComparer.Ordinal);
    }
}
