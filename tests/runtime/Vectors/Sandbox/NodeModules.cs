using System.Security.Cryptography;
using System.Text;
using CliWrap;
using CliWrap.Buffered;
using Pulumi.Engine.Vectors.Tests.Recordings;

namespace Pulumi.Engine.Vectors.Tests.Sandbox;

/// <summary>The official npm packages, in exact versions, installed once into <c>.build/node/</c>.</summary>
internal static class NodeModules
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(10);

    private static readonly SemaphoreSlim OneAtATime = new(1);

    /// <summary>Of scenarios 01 to 11 and 13.</summary>
    public static Task<string> CurrentAsync() => InstallAsync("3.270.0");

    /// <summary>Of scenario 12.</summary>
    public static Task<string> OlderAsync() => InstallAsync("3.142.0");

    /// <returns>The folder <c>node_modules</c>.</returns>
    private static async Task<string> InstallAsync(string sdk)
    {
        var manifest = $$"""
            { "name": "vectors", "dependencies": { "@pulumi/pulumi": "{{sdk}}", "@pulumi/command": "1.2.1", "@pulumi/tls": "5.3.0" } }
            """;
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest)))[..16];
        var folder = Path.Join(RecordingFolder.Repository, ".build", "node", digest);
        var done = Path.Join(folder, "installed");
        await OneAtATime.WaitAsync();
        try
        {
            if (!File.Exists(done))
            {
                Directory.CreateDirectory(folder);
                await File.WriteAllTextAsync(Path.Join(folder, "package.json"), manifest);
                using var limit = new CancellationTokenSource(InstallLimit);
                var result = await Cli.Wrap("npm")
                    .WithArguments(["install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"])
                    .WithWorkingDirectory(folder)
                    .WithValidation(CommandResultValidation.None)
                    .ExecuteBufferedAsync(limit.Token);
                Assert.True(result.IsSuccess, $"npm install in {folder} failed: {result.StandardError}");
                await File.WriteAllTextAsync(done, "");
            }
            return Path.Join(folder, "node_modules");
        }
        finally
        {
            OneAtATime.Release();
        }
    }
}
