using System.Text;
using Pulumi.Engine.Backend;
using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Model;
using Pulumi.Engine.Tests.ProgramHost;
using Pulumi.Engine.Tests.Providers.Command;

namespace Pulumi.Engine.Tests.Faults;

/// <summary>A stack of a program of these tests, run by engines that are processes of their own.</summary>
internal sealed class FaultyStack : IDisposable
{
    private const string Name = "dev";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("faults-");
    private readonly Dictionary<string, string> _environment;

    private FaultyStack(string program, string? state)
    {
        StateFolder = state ?? Directory.CreateDirectory(Path.Join(_folder.FullName, "state")).FullName;
        _environment = new()
        {
            ["PULUMI_BACKEND_URL"] = "file://" + StateFolder,
            ["PULUMI_HOME"] = Path.Join(_folder.FullName, "home"),
            ["PULUMI_CONFIG_PASSPHRASE"] = "correct horse",
            ["TMPDIR"] = Directory.CreateDirectory(Path.Join(_folder.FullName, "tmp")).FullName,
            ["DOTNET_EnableDiagnostics"] = "0", // leaves no pipes among the temporary files
            ["CI"] = "true",
        };
        Directory.CreateDirectory(Path.Join(Work, "files"));
        File.WriteAllText(
            Path.Join(_folder.FullName, "Pulumi.yaml"),
            $"name: faults\nruntime: dotnet\nmain: {SourceTree.PathOf($"tests/runtime/Engine/{program}")}\n");
    }

    /// <summary>All that is the stack's: project, state, PULUMI_HOME, temporary files.</summary>
    public string Folder => _folder.FullName;

    public string StateFolder { get; }

    public string JournalPath => PathOf(StackPaths.Journal(Reference));

    public string StatePath => PathOf(StackPaths.State(Reference));

    public bool IsLocked => Directory.Exists(PathOf(StackPaths.LockFolder(Reference)))
        && Directory.GetFiles(PathOf(StackPaths.LockFolder(Reference)), "*.json").Length > 0;

    /// <summary>What is there, and its content.</summary>
    public Dictionary<string, string> Files => Directory.GetFiles(Path.Join(Work, "files"))
        .ToDictionary(path => Path.GetFileName(path), File.ReadAllText);

    /// <summary>What the commands did: verb, name and generation.</summary>
    public string[] Log => File.Exists(LogPath) ? File.ReadAllLines(LogPath) : [];

    private static StackReference Reference => new("faults", Name);

    private string Work => Path.Join(_folder.FullName, "work");

    private string HoldPath => Path.Join(Work, "hold");

    private string LogPath => Path.Join(Work, "log");

    /// <summary>Of the program in the folder Sample beside this file.</summary>
    /// <param name="state">The folder of the backend; null for one of its own.</param>
    public static Task<FaultyStack> CreateAsync(int commands, string? state = null) =>
        CreateAsync("Faults/Sample", new() { ["commands"] = $"{commands}" }, state);

    /// <param name="program">Its folder in the one of these tests.</param>
    public static async Task<FaultyStack> CreateAsync(string program, Dictionary<string, string> configuration, string? state = null)
    {
        var stack = new FaultyStack(program, state);
        configuration["folder"] = stack.Work;
        File.WriteAllLines(
            Path.Join(stack._folder.FullName, $"Pulumi.{Name}.yaml"),
            ["config:", .. configuration.Select(setting => $"  faults:{setting.Key}: \"{setting.Value}\"")]);
        (await stack.RunAsync("stack", "init", Name)).Must(0);
        return stack;
    }

    /// <summary>From now on a command that has begun does not end.</summary>
    public void Hold() => File.WriteAllText(HoldPath, "");

    public void Release() => File.Delete(HoldPath);

    public EngineProcess Start(params string[] arguments) => new(_folder.FullName, _environment, arguments);

    public EngineProcess StartUp(params string[] more) => Start(["up", "--skip-preview", .. more]);

    public async Task<EngineResult> RunAsync(params string[] arguments)
    {
        using var engine = Start(arguments);
        return await engine.EndAsync();
    }

    public Task<EngineResult> UpAsync(params string[] more) => RunAsync(["up", "--skip-preview", .. more]);

    /// <summary>The state as the next command finds it, without its secrets.</summary>
    public async Task<Snapshot> StateAsync()
    {
        var backend = await FileBackend.OpenAsync(BackendUrl.Open("file://" + StateFolder, "/", "/"), CancellationToken.None);
        return (await backend.OpenState(Reference).ReadAsync(_ => SealedSecrets.Instance, CancellationToken.None)).Snapshot;
    }

    /// <summary>Waits until nobody works for this stack any more: the commands of a killed engine live on for a moment.</summary>
    public Task NobodyIsLeftAsync()
    {
        var mark = Encoding.UTF8.GetBytes(_environment["PULUMI_HOME"]);
        return Eventually.Is(() => !Directory.GetDirectories("/proc").Any(process => Environment(process).AsSpan().IndexOf(mark) >= 0));
    }

    public void RequireNoSecret()
    {
        foreach (var file in Directory.EnumerateFiles(StateFolder, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain("s3cret-value", File.ReadAllText(file), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string PathOf(string relative) => Path.Join(StateFolder, relative);

    private static byte[] Environment(string process)
    {
        try
        {
            return File.ReadAllBytes(Path.Join(process, "environ"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
