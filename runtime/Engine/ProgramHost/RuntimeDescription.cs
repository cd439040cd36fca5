using System.Collections.Immutable;
using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.ProgramHost;

/// <summary>What runs the programs of a <c>runtime</c>, in the words of the official history records. What does not answer is left out.</summary>
internal static class RuntimeDescription
{
    /// <summary>A run that is done does not wait for it any longer.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>By the file that it leaves beside the program; npm's is the usual one.</summary>
    private static readonly (string LockFile, string Name)[] PackageManagers =
        [("yarn.lock", "yarn"), ("pnpm-lock.yaml", "pnpm"), ("bun.lock", "bun"), ("bun.lockb", "bun")];

    /// <param name="programDirectory">The folder of the program: a file there may choose the version.</param>
    public static async Task<ImmutableSortedDictionary<string, string>> OfAsync(string runtime, string programDirectory, CancellationToken cancel)
    {
        var executable = runtime == "nodejs" ? "node" : DotnetCommand.Path;
        var version = VersionAsync(executable, programDirectory, cancel);
        var description = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal).Add("runtime.name", runtime);
        if (runtime == "nodejs")
        {
            var manager = Array.Find(PackageManagers, m => File.Exists(Path.Join(programDirectory, m.LockFile))).Name ?? "npm";
            description = With(description.Add("runtime.metadata.packagemanager", manager),
                "runtime.metadata.packagemanagerVersion", await VersionAsync(manager, programDirectory, cancel));
        }
        return With(With(description, "runtime.executable", Find(executable)), "runtime.version", await version);
    }

    private static ImmutableSortedDictionary<string, string> With(ImmutableSortedDictionary<string, string> description, string key, string? value) =>
        value is { Length: > 0 } ? description.Add(key, value) : description;

    private static async Task<string?> VersionAsync(string command, string directory, CancellationToken cancel)
    {
        var lines = new List<string>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        try
        {
            var code = await ChildProcess.RunAsync(
                command, ["--version"], directory, ProgramEnvironment.WithoutPassphrase(), line => Add(lines, line), limit.Token);
            return code == 0 ? lines.FirstOrDefault() : null;
        }
        catch (Exception e) when (e is DeploymentException or OperationCanceledException)
        {
            return null;
        }
    }

    private static void Add(List<string> lines, ProgramLine line)
    {
        if (!line.IsError)
            lines.Add(line.Text.Trim());
    }

    /// <summary>Where on the PATH the command is.</summary>
    private static string? Find(string command) => Path.IsPathRooted(command)
        ? command
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Join(folder, command)).FirstOrDefault(File.Exists);
}
