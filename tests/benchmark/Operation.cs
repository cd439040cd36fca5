namespace Pulumi.Benchmark;

/// <summary>What is measured: a command of <c>./pulumiw</c>, and how often it can be run on the same stack.</summary>
internal sealed record Operation(string Name, int Runs, params string[] Arguments)
{
    /// <summary>In the order of a stack's life. The least of several runs is taken, where running again does the same again.</summary>
    public static readonly Operation[] Life =
    [
        new("first up", 1, "up", "--yes", "--skip-preview"),
        new("no-change preview", 3, "preview"),
        new("no-change up", 3, "up", "--yes", "--skip-preview"),
        new("destroy", 1, "destroy", "--yes", "--skip-preview"),
    ];
}
