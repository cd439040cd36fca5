namespace Pulumi.Engine.Tests.ProgramHost;

/// <summary>The source tree that these tests were built from.</summary>
internal static class SourceTree
{
    public static string PathOf(string relative)
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Infra.sln")))
            directory = directory.Parent;
        return Path.Combine(directory?.FullName ?? throw new DirectoryNotFoundException("no Infra.sln above the tests"), relative);
    }
}
