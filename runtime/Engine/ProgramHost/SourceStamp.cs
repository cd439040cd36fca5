using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Pulumi.Engine.ProgramHost;

/// <summary>
/// A digest of all that the build of a project reads in this source tree: the files in the folders of the project and of those
/// that it references, what project files include from elsewhere, imported files, and the props of the folders above.
/// </summary>
internal static partial class SourceStamp
{
    private static readonly string[] AncestorFiles =
    [
        "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "nuget.config", "NuGet.Config",
        ".editorconfig",
    ];

    private static readonly string[] NoSources = ["bin", "obj"];

    /// <summary>MSBuild takes properties from the environment; this one chooses the SDK that the program is compiled against.</summary>
    private const string SdkVariable = "PulumiSdk";

    /// <param name="project">Path of the project file.</param>
    public static string Of(string project)
    {
        var files = new SortedSet<string>(StringComparer.Ordinal);
        Collect(Path.GetFullPath(project), files, []);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable(SdkVariable) ?? ""));
        foreach (var file in files)
        {
            digest.AppendData(Encoding.UTF8.GetBytes($"\0{file}\0"));
            digest.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    /// <summary>A project file, or one that such a file imports.</summary>
    private static void Collect(string projectFile, SortedSet<string> files, HashSet<string> seen)
    {
        if (!File.Exists(projectFile) || !seen.Add(projectFile))
            return;
        files.Add(projectFile);
        var directory = Path.GetDirectoryName(projectFile)!;
        if (projectFile.EndsWith("proj", StringComparison.Ordinal))
        {
            files.UnionWith(FilesBelow(directory));
            for (var above = new DirectoryInfo(directory); above is not null; above = above.Parent)
                CollectAncestor(above.FullName, files, seen);
        }
        foreach (var path in References(projectFile).Select(reference => Resolve(directory, reference)).OfType<string>())
        {
            if (path.Contains('*'))
                files.UnionWith(FilesBelow(Fixed(path)));
            else if (path.EndsWith("proj", StringComparison.Ordinal) || path.EndsWith(".props", StringComparison.Ordinal)
                || path.EndsWith(".targets", StringComparison.Ordinal))
                Collect(path, files, seen);
            else if (File.Exists(path))
                files.Add(path);
        }
    }

    private static void CollectAncestor(string directory, SortedSet<string> files, HashSet<string> seen)
    {
        foreach (var file in AncestorFiles.Select(name => Path.Combine(directory, name)).Where(File.Exists))
        {
            files.Add(file);
            if (file.EndsWith(".props", StringComparison.Ordinal) || file.EndsWith(".targets", StringComparison.Ordinal))
                Collect(file, files, seen);
        }
    }

    /// <summary>Attributes that name files, whatever their conditions say.</summary>
    private static IEnumerable<string> References(string projectFile) => XDocument.Load(projectFile)
        .Descendants()
        .Where(element => element.Name.LocalName is not "PackageReference" and not "PackageVersion")
        .SelectMany(element => new[] { element.Attribute("Include")?.Value, element.Attribute("Project")?.Value })
        .OfType<string>()
        .SelectMany(value => value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <returns>Null when the path depends on a property that only the build knows.</returns>
    private static string? Resolve(string directory, string reference)
    {
        var path = ThisDirectory().Replace(reference, directory + "/").Replace('\\', '/');
        return path.Contains("$(", StringComparison.Ordinal) ? null : Path.GetFullPath(Path.Combine(directory, path));
    }

    /// <summary>The folder before the first wildcard.</summary>
    private static string Fixed(string pattern) => pattern[..pattern.LastIndexOf('/', pattern.IndexOf('*'))];

    private static IEnumerable<string> FilesBelow(string directory)
    {
        if (!Directory.Exists(directory))
            return [];
        var here = new DirectoryInfo(directory);
        return here.GetFiles().Where(file => file.Name[0] != '.' && !IsStackFile(file.Name)).Select(file => file.FullName)
            .Concat(here.GetDirectories()
                .Where(child => child.Name[0] != '.' && !NoSources.Contains(child.Name) && child.LinkTarget is null)
                .SelectMany(child => FilesBelow(child.FullName)));
    }

    /// <summary>Pulumi's own files are no sources, and change with every stack.</summary>
    private static bool IsStackFile(string name) => name.StartsWith("Pulumi.", StringComparison.Ordinal) && name.EndsWith(".yaml", StringComparison.Ordinal);

    [GeneratedRegex(@"\$\((MSBuildThisFileDirectory|MSBuildProjectDirectory)\)/?")]
    private static partial Regex ThisDirectory();
}
