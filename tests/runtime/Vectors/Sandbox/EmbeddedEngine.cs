using CliWrap;
using CliWrap.Buffered;
using Pulumi.Engine.Vectors.Tests.Recordings;

namespace Pulumi.Engine.Vectors.Tests.Sandbox;

/// <summary>The engine as users run it: built by <c>./pulumiw</c>, ahead of time, which takes half of each of hundreds of starts.</summary>
internal static class EmbeddedEngine
{
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(10);

    private static readonly Lazy<Task> Built = new(BuildAsync);

    /// <returns>The assembly for <c>dotnet</c>.</returns>
    public static async Task<string> PathAsync()
    {
        await Built.Value;
        return Path.Join(RecordingFolder.Repository, ".build", "pulumiw", "engine", "pulumi-embedded.dll");
    }

    private static async Task BuildAsync()
    {
        using var limit = new CancellationTokenSource(BuildLimit);
        await Cli.Wrap(Path.Join(RecordingFolder.Repository, "pulumiw"))
            .WithArguments("version")
            .WithEnvironmentVariables(variables => variables.Set("PULUMIW_ENGINE", "embedded"))
            .ExecuteBufferedAsync(limit.Token);
    }
}
