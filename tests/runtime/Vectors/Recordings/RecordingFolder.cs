namespace Pulumi.Engine.Vectors.Tests.Recordings;

/// <summary>Where the recordings of the official CLI are, which are no part of this repository.</summary>
internal static class RecordingFolder
{
    private const string Variable = "PULUMI_VECTORS";

    /// <summary>The root of this clone.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>Null when there are none.</summary>
    public static string? Path { get; } = Find();

    /// <summary>Skips the test where there are no recordings.</summary>
    public static string Require()
    {
        Skip.If(Path is null, $"no recordings of the official CLI: they are in ../shared/vectors beside the clone, or where {Variable} says");
        return Path!;
    }

    private static string? Find()
    {
        var path = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
            ? given
            : System.IO.Path.GetFullPath("../shared/vectors", Repository);
        return Directory.Exists(path) ? path : null;
    }

    private static string FindRepository()
    {
        for (var at = AppContext.BaseDirectory; at is not null; at = System.IO.Path.GetDirectoryName(at))
        {
            if (File.Exists(System.IO.Path.Join(at, "Infra.sln")))
                return at;
        }
        throw new InvalidOperationException($"{AppContext.BaseDirectory} is not in a clone of the repository");
    }
}
