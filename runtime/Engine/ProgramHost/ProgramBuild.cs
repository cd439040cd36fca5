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
    /// <exception cref="DeploymentException">It does not compile, or there is no place for the result.</exception>
    public async Task<string> EnsureAsync(Action<ProgramLine> output, CancellationToken cancel)
    {
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
        if (await PublishAsync(cancel) is { } published)
            return published;
        var build = await DotnetAsync(["build", "-t:Build", "-getProperty:TargetPath"], cancel);
        if (build.ExitCode != 0)
        {
            foreach (var line in build.Lines.Where(line => line is { IsError: true, Text.Length: > 0 }).Distinct())
                output(line);
            throw new DeploymentException($"the program does not build; `dotnet build {project}` shows the same");
        }
        var assembly = build.Lines.LastOrDefault(line => !line.IsError && line.Text.Trim().Length > 0)?.Text.Trim() ?? "";
        return File.Exists(assembly)
            ? assembly
            : throw new DeploymentException($"the build of {project} made no assembly; is it an executable project?");
    }

    /// <summary>
    /// Compiled ahead of time, as far as the project wants that of a publish: each start is a third of a second shorter. In folders
    /// of its own, since for other builds of these projects it is another restore.
    /// </summary>
    /// <returns>Null when the project does not want it, or it fails, as where the package registry lacks the compiler.</returns>
    private async Task<string?> PublishAsync(CancellationToken cancel)
    {
        // Without a target nothing is built for the answer.
        var wish = await DotnetAsync(["build", "--use-current-runtime", "-getProperty:PublishReadyToRun"], cancel);
        if (wish.ExitCode != 0 || wish.Text != "true")
            return null;
        var publish = await DotnetAsync(
            ["publish", "--use-current-runtime", "--no-self-contained", "--artifacts-path", Path.Combine(_objects, "pulumi-embedded"),
                "-getProperty:PublishDir,TargetFileName"],
            cancel);
        if (publish.ExitCode != 0)
            return null;
        // Warnings may stand before the answer.
        var result = JsonSerializer.Deserialize<Answer>(publish.Text[Math.Max(0, publish.Text.IndexOf("{\n", StringComparison.Ordinal))..])!.Properties;
        return Path.Combine(result.PublishDir, result.TargetFileName);
    }

    private async Task<Outcome> DotnetAsync(string[] verb, CancellationToken cancel)
    {
        var lines = new List<ProgramLine>();
        var code = await ChildProcess.RunAsync(
            DotnetCommand.Path,
            [.. verb, project, "--nologo", "--verbosity", "quiet", "--disable-build-servers"],
            Path.GetDirectoryName(project)!,
            new Dictionary<string, string?> { ["DOTNET_NOLOGO"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1" },
            line =>
            {
                lock (lines)
                    lines.Add(line);
            },
            cancel);
        return new(code, lines);
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
                Directory.CreateDirectory(_objects);
                return new(Path.Combine(_objects, "pulumi-embedded.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (IsInUse(e))
            {
                await Task.Delay(LockPoll, cancel);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new DeploymentException($"the program cannot be built, {_objects} takes no file: {e.Message}; run from a folder that you may write to", e);
            }
        }
    }

    /// <summary>EWOULDBLOCK of flock(2), by which .NET locks a file. Whatever else is wrong does not pass by waiting.</summary>
    private static bool IsInUse(IOException e) => e.HResult == (OperatingSystem.IsMacOS() ? 35 : 11);

    private sealed record Outcome(int ExitCode, IReadOnlyList<ProgramLine> Lines)
    {
        /// <summary>What it answered on stdout.</summary>
        public string Text => string.Join('\n', Lines.Where(line => !line.IsError).Select(line => line.Text)).Trim();
    }

    /// <summary>As MSBuild answers when it is asked for more than one property.</summary>
    private sealed record Answer(Properties Properties);

    private sealed record Properties(string PublishDir, string TargetFileName);

    private sealed record Stamp(string Sources, string Assembly, string Result);
}
