using System.Reflection;

namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>The node tool as it stands in the repository.</summary>
internal static class ToolFile
{
    /// <summary>Where it is installed on a node.</summary>
    public const string PathOnNode = "/usr/local/sbin/encryption-in-transit";

    /// <summary>Where the script that makes keys is installed on a node.</summary>
    public const string KeyMakerPathOnNode = "/usr/local/sbin/selfcertgen";

    /// <summary>The last line, by which an uploader knows that the file is whole.</summary>
    public const string LastLine = "# encryption-in-transit: whole";

    /// <summary>The folder with the tool, its parts and the program that puts them together.</summary>
    public static string Folder { get; } = Path.GetFullPath(typeof(ToolFile).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "NodeToolFolder").Value!);

    /// <summary>The tool itself.</summary>
    public static string FilePath { get; } = Path.Combine(Folder, "encryption-in-transit");

    /// <summary>The script that makes keys.</summary>
    public static string KeyMakerFilePath { get; } = Path.Combine(Folder, "selfcertgen");

    /// <summary>The tool's text.</summary>
    public static string Text { get; } = File.ReadAllText(FilePath);
}
