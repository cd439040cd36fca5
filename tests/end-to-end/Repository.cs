namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>The checkout that the tests run in.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Infra.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"No Infra.sln above {AppContext.BaseDirectory}: run the tests from a checkout.");
    }
}
