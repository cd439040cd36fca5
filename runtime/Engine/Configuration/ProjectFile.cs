using YamlDotNet.RepresentationModel;

namespace Pulumi.Engine.Configuration;

/// <summary>Pulumi.yaml, as far as the embedded engine uses it.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Main">Folder of the program, absolute.</param>
/// <param name="BackendUrl"><c>backend.url</c>; null when the file does not say.</param>
/// <param name="Defaults">Values of the project's own <c>config</c> section, by full key.</param>
public sealed record ProjectFile(
    string Path, string Name, string Runtime, string Main, string? BackendUrl, IReadOnlyDictionary<string, YamlNode> Defaults)
{
    private const string FileName = "Pulumi.yaml";

    /// <summary>The folder of Pulumi.yaml.</summary>
    public string Root => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>The stack's own configuration file: beside Pulumi.yaml.</summary>
    public string StackFile(string stack) => System.IO.Path.Join(Root, $"Pulumi.{stack}.yaml");

    /// <summary>Looks in a folder and in those above it.</summary>
    /// <exception cref="ConfigurationException">There is none, or it is not right.</exception>
    public static ProjectFile Find(string folder)
    {
        for (var at = folder; at is not null; at = System.IO.Path.GetDirectoryName(at))
        {
            var path = System.IO.Path.Join(at, FileName);
            if (File.Exists(path))
                return Load(path);
        }
        throw new ConfigurationException(
            $"no {FileName} project file found (searching upwards from {folder}). If you have not created a project yet, " +
            "use `pulumi new` to do so: no project file found");
    }

    private static ProjectFile Load(string path)
    {
        var root = YamlText.Parse(File.ReadAllText(path));
        var name = root.Text("name") is { Length: > 0 } n
            ? n
            : throw new ConfigurationException($"could not load project {path}: project is missing a 'name' attribute");
        var folder = System.IO.Path.GetDirectoryName(path)!;
        return new(
            path,
            name,
            RuntimeName(root, path),
            System.IO.Path.GetFullPath(root.Text("main") ?? ".", folder),
            (root.Child("backend") as YamlMappingNode)?.Text("url"),
            ReadDefaults(root, name));
    }

    private static string RuntimeName(YamlMappingNode root, string path) => root.Child("runtime") switch
    {
        YamlScalarNode { Value: { Length: > 0 } name } => name,
        YamlMappingNode options when options.Text("name") is { Length: > 0 } name => name,
        _ => throw new ConfigurationException($"could not load project {path}: project is missing a 'runtime' attribute"),
    };

    /// <summary>An entry is a value, or a declaration with <c>value</c> or <c>default</c>.</summary>
    private static Dictionary<string, YamlNode> ReadDefaults(YamlMappingNode root, string project)
    {
        var defaults = new Dictionary<string, YamlNode>();
        if (root.Child("config") is not YamlMappingNode config)
            return defaults;
        foreach (var (key, node) in config.Children)
        {
            var value = node is YamlMappingNode declaration ? declaration.Child("value") ?? declaration.Child("default") : node;
            if (value is not null)
                defaults[ConfigKey.Parse(((YamlScalarNode)key).Value!, project).Full] = value;
        }
        return defaults;
    }
}
