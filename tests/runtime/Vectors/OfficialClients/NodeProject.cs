using CliWrap;
using CliWrap.Buffered;
using Pulumi.Engine.Vectors.Tests.Sandbox;

namespace Pulumi.Engine.Vectors.Tests.OfficialClients;

/// <summary>A Node.js project with a state of its own, and the engine's command line in it.</summary>
public sealed class NodeProject : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("node-project-");

    private string State => Path.Join(_folder.FullName, "state", ".pulumi", "stacks", "clients", "dev.json");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var program = _folder.CreateSubdirectory("program").FullName;
        _folder.CreateSubdirectory("state");
        Directory.CreateSymbolicLink(Path.Join(program, "node_modules"), await NodeModules.CurrentAsync());
        File.Copy(Path.Join(AppContext.BaseDirectory, "OfficialClients", "index.js"), Path.Join(program, "index.js"));
        await File.WriteAllTextAsync(Path.Join(program, "package.json"), """{ "name": "clients", "main": "index.js" }""");
        await File.WriteAllTextAsync(Path.Join(program, "Pulumi.yaml"), "name: clients\nruntime: nodejs\n");
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    internal string ReadState() => File.ReadAllText(State);

    /// <returns>Standard output of a command that must succeed.</returns>
    internal async Task<string> PulumiAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.True(result.ExitCode == 0, $"pulumi {string.Join(' ', arguments)} exited with {result.ExitCode}: {result.StandardOutput}{result.StandardError}");
        return result.StandardOutput;
    }

    internal async Task<BufferedCommandResult> RunAsync(params string[] arguments)
    {
        using var limit = new CancellationTokenSource(Limit);
        return await Cli.Wrap("dotnet")
            .WithArguments([await EmbeddedEngine.PathAsync(), .. arguments])
            .WithWorkingDirectory(Path.Join(_folder.FullName, "program"))
            .WithEnvironmentVariables(e => e
                .Set("CI", "true")
                .Set("PULUMI_HOME", Path.Join(_folder.FullName, "home"))
                .Set("PULUMI_BACKEND_URL", "file://" + Path.Join(_folder.FullName, "state"))
                .Set("PULUMI_CONFIG_PASSPHRASE", "a passphrase of the test"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(limit.Token);
    }
}
