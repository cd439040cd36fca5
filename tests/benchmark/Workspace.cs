using System.Diagnostics;

namespace Pulumi.Benchmark;

/// <summary>A project of its own below <c>.build/benchmark</c>, whose program is <c>fleet/</c>; state, workspace and passphrase are its own too.</summary>
internal sealed class Workspace
{
    private const string Stack = "benchmark";

    private readonly string _repository;
    private readonly string _folder;

    private Workspace(string repository, string folder) => (_repository, _folder) = (repository, folder);

    private string State => Path.Combine(_folder, "state");

    public static Workspace Create()
    {
        var repository = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(repository, "pulumiw")))
            repository = Path.GetDirectoryName(repository) ?? throw new InvalidOperationException("run me inside of the repository");
        var folder = Path.Combine(repository, ".build", "benchmark");
        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, "Pulumi.yaml"),
            $"name: fleet\nruntime: dotnet\nmain: {Path.Combine(repository, "tests", "benchmark", "fleet")}\n");
        return new(repository, folder);
    }

    /// <summary>Engine and program, so that no measured run builds anything.</summary>
    public async Task BuildAsync()
    {
        await NewStackAsync(1);
        await RunAsync("preview");
    }

    public async Task NewStackAsync(int nodes)
    {
        foreach (var name in new[] { State, Path.Combine(_folder, "home") })
        {
            if (Directory.Exists(name))
                Directory.Delete(name, recursive: true);
            Directory.CreateDirectory(name);
        }
        File.Delete(Path.Combine(_folder, $"Pulumi.{Stack}.yaml"));
        await RunAsync("stack", "init", Stack);
        await RunAsync("config", "set", "nodes", nodes.ToString());
    }

    /// <summary>The quickest of the operation's runs.</summary>
    public async Task<Measurement> MeasureAsync(Operation operation)
    {
        Measurement? best = null;
        for (var i = 0; i < operation.Runs; i++)
        {
            var run = await RunAsync(operation.Arguments);
            if (best is null || run.Wall < best.Wall)
                best = run;
        }
        return best!;
    }

    private async Task<Measurement> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(_repository, "pulumiw"), [.. arguments, "--non-interactive"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["PULUMI_BACKEND_URL"] = $"file://{State}",
                ["PULUMI_HOME"] = Path.Combine(_folder, "home"),
                ["PULUMI_CONFIG_PASSPHRASE"] = "correct-horse",
            },
        };
        var cpu = ProcessTree.CpuOfChildren();
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var memory = await ProcessTree.WatchAsync(process);
        var wall = clock.Elapsed;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"pulumiw {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{string.Concat(await output)}");
        return new(wall, ProcessTree.CpuOfChildren() - cpu, memory, new DirectoryInfo(State).EnumerateFiles("benchmark.json", SearchOption.AllDirectories).Sum(f => f.Length));
    }
}
