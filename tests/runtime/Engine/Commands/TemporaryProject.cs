using CliWrap;
using CliWrap.Buffered;
using Pulumi.Engine.Backend;
using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Tests.Commands;

/// <summary>A project <c>vectors</c> in a folder of its own with a backend in it, and the engine as a process.</summary>
internal sealed class TemporaryProject : IDisposable
{
    public static readonly StackReference Dev = new("vectors", "dev");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cli-");

    public TemporaryProject()
    {
        Directory.CreateDirectory(Path.Join(Folder, "state"));
        File.WriteAllText(Path.Join(Folder, "Pulumi.yaml"), "name: vectors\nruntime: dotnet\n");
    }

    public string Folder => _folder.FullName;

    public string StackFile => Path.Join(Folder, "Pulumi.dev.yaml");

    public void Dispose() => _folder.Delete(recursive: true);

    public Task<FileBackend> OpenBackendAsync() =>
        FileBackend.OpenAsync(BackendUrl.Open($"file://{Folder}/state", "/", "/"), CancellationToken.None);

    /// <summary>A stack <c>dev</c> without secrets, so that nobody asks for a passphrase.</summary>
    public async Task<FileBackend> CreateStackAsync(params ResourceState[] resources)
    {
        var backend = await OpenBackendAsync();
        await backend.CreateAsync(Dev, "", TimeProvider.System, CancellationToken.None);
        await backend.OpenState(Dev).WriteAsync(
            new(DateTimeOffset.UtcNow, EngineVersion.Text, "", new([.. resources], [])), SealedSecrets.Instance, CancellationToken.None);
        return backend;
    }

    public async Task<Snapshot> ReadAsync(StackReference? stack = null) => (await (await OpenBackendAsync())
        .OpenState(stack ?? Dev).ReadAsync(_ => SealedSecrets.Instance, CancellationToken.None)).Snapshot;

    public Task<BufferedCommandResult> RunAsync(string arguments, string? passphrase = "correct-horse", string? stack = null, string input = "") => Cli.Wrap("dotnet")
        .WithArguments([Path.Join(AppContext.BaseDirectory, "pulumi-embedded.dll"), .. arguments.Split(' ')])
        .WithWorkingDirectory(Folder)
        .WithStandardInputPipe(PipeSource.FromString(input))
        .WithEnvironmentVariables(e => e
            .Set("PULUMI_BACKEND_URL", $"file://{Folder}/state")
            .Set("PULUMI_HOME", Path.Join(Folder, "home"))
            .Set("PULUMI_CONFIG_PASSPHRASE", passphrase)
            .Set("PULUMI_CONFIG_PASSPHRASE_FILE", null)
            .Set("PULUMI_STACK", stack))
        .WithValidation(CommandResultValidation.None)
        .ExecuteBufferedAsync();

    public async Task ExpectAsync(string arguments, int exitCode, string output = "", string error = "", string? passphrase = "correct-horse", string? stack = null)
    {
        var result = await RunAsync(arguments, passphrase, stack);
        Assert.Equal((exitCode, output, error), (result.ExitCode, result.StandardOutput, result.StandardError));
    }
}
