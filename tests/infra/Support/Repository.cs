using System.Runtime.CompilerServices;

namespace EncryptionInTransit.Tests.Support;

/// <summary>Files of this repository.</summary>
internal static class Repository
{
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root(), path));

    public static void Change(string path, Func<string, string> change) => File.WriteAllText(Path.Combine(Root(), path), change(Read(path)));

    private static string Root([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
