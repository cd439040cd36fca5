using System.Runtime.CompilerServices;

namespace EncryptionInTransit.Tests;

/// <summary>
/// Compares a text that people see with the approved one, a file beside the test named after class and method. To
/// approve what a test now says, run it with APPROVE=1 and look at the difference in git.
/// </summary>
internal static class Approved
{
    public static void Text(string actual, string? variant = null,
        [CallerFilePath] string testFile = "", [CallerMemberName] string test = "")
    {
        var suffix = variant is null ? "" : $".{variant}";
        var path = Path.Combine(
            Path.GetDirectoryName(testFile)!, $"{Path.GetFileNameWithoutExtension(testFile)}.{test}{suffix}.approved.txt");
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(path, actual);
        Assert.True(File.Exists(path), $"{path} does not exist. The text was:\n{actual}");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
