using System.Text.Json;
using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.ProgramHost;

/// <summary>The build of a program's project. Done anew only when a source, a project file or the result itself has changed.</summary>
internal sealed class ProgramBuild(string project)
{
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(100);

    private readonly string _objects = Path.Combine(Path.GetDirectoryName(project)!, "obj");

    private string StampFile => Path.Combine(_objects, "pulumi-embedded.stamp.json");

    /// <returns>The path of the program's assembly.</returns>
    /// <exception cref="DeploymentException">It does not compile.</exception>
    public async Task<string> EnsureAsync(Action<ProgramLine> output, CancellationToken cancel)
    {
        Directory.CreateDirectory(_objects);
        await using var only = await LockAsync(cancel);
        var sources = SourceStamp.Of(project);
        if (await ReadAsync(cancel) is { } stamp && stamp.Sources == sources && stamp.Result == ResultStamp.Of(stamp.Assembly))
            return stamp.Assembly;

        var assembly = await BuildAsync(output, cancel);
        await File.WriteAllTextAsync(
            StampFile, JsonSerializer.Serialize(new Stamp(sources, assembly, ResultStamp.Of(assembly))), cancel);
        return assembly;
    }

    private async Task<string> BuildAsync(Action<ProgramLine> output, CancellationToken cancel)
    {
        output(new($"building {project}", IsError: false, IsProgress: true));
        var lines = new List<ProgramLine>();
        var code = await ChildProcess.RunAsync(
            DotnetCommand.Path,
            ["build", project, "--nologo", "--verbosity", "quiet", "--disable-build-servers", "-t:Build", "-getProperty:TargetPath"],
            Path.GetDirectoryName(project)!,
            new Dictionary<string, string?> { ["DOTNET_NOLOGO"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1" },
            line =>
            {
                lock (lines)
                    lines.Add(line);
            },
            cancel);
        if (code != 0)
        {
            foreach (var line in lines.Where(line => line is { IsError: true, Text.Length: > 0 }).Distinct())
                output(line);
            throw new DeploymentException($"the program does not build; `dotnet build {project}` shows the same");
        }
        var assembly = lines.LastOrDefault(line => !line.IsError && line.Text.Trim().Length > 0)?.Text.Trim() ?? "";
        return File.Exists(assembly)
            ? assembly
            : throw new DeploymentException($"the build of {project} made no assembly; is it an executable project?");
    }

    private async Task<Stamp?> ReadAsync(CancellationToken cancel)
    {
        try
        {
            return JsonSerializer.Deserialize<Stamp>(await File.ReadAllTextAsync(StampFile, cancel));
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Two builds of one project at once would spoil each other.</summary>
    private async Task<FileStream> LockAsync(CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return new(Path.Combine(_objects, "pulumi-embedded.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(LockPoll, cancel);
            }
        }
    }

    private sealed record Stamp(string Sources, string Assembly, string Result);
}
