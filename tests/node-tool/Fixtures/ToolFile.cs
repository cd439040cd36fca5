using System.Reflection;

namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>The node tool as it stands in the repository.</summary>
internal static class ToolFile
{
    /// <summary>Where it is installed on a node.</summary>
    public const string PathOnNode = "/usr/local/sbin/encryption-in-transit";

    /// <summary>The last line, by which an uploader knows that the file is whole.</summary>
    public const string LastLine = "# encryption-in-transit: whole";

    /// <summary>The folder with the tool, its parts and the program that puts them together.</summary>
    public static string Folder { get; } = Path.GetFullPath(typeof(ToolFile).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "NodeToolFolder").Value!);

    /// <summary>The tool itself.</summary>
    public static string FilePath { get; } = Path.Combine(Folder, "encryption-in-transit");

    /// <summary>Its text.</summary>
    public static string Text { get; } = File.ReadAllText(FilePath);
}
