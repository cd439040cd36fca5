using System.Runtime.CompilerServices;

namespace EncryptionInTransit.Tests.Support;

/// <summary>Files of this repository.</summary>
internal static class Repository
{
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root(), path));

    public static void Change(string path, Func<string, string> change) => File.WriteAllText(Path.Combine(Root(), path), change(Read(path)));

    /// <returns>Their paths from the root on, without what a build made.</returns>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root(), folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root(), file))
            .Where(file => !file.Split('/').Any(part => part is "obj" or "bin"))
            .Order(StringComparer.Ordinal);

    private static string Root([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
