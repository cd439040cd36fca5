using System.Diagnostics;

namespace Pulumi.Engine.Vectors.Tests.Sandbox;

/// <summary>
/// The machine of one stack's life. In it the recordings' placeholders are real folders (<c>/PROGRAM</c>, <c>/STATE</c>, …), so nothing
/// in the outputs has to be translated, and the port of its sshd is the recorded one. Ends with all of its processes.
/// </summary>
internal sealed class Sandbox : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private static readonly string[] Placeholders = ["PROGRAM", "STATE", "NODE", "PULUMI_HOME", "PULUMI_HOME2", "BIN", "WORK", "EMPTY"];

    private readonly DirectoryInfo _box = Directory.CreateTempSubdirectory("vectors-");
    private readonly Process _init;

    private Sandbox(string engine)
    {
        foreach (var name in Placeholders)
            _box.CreateSubdirectory(name);
        WriteExecutable("BIN/pulumi", $"#!/bin/sh\nexec dotnet {engine} \"$@\"\n");
        WriteExecutable("BIN/sleep", File.ReadAllText(Path.Join(AppContext.BaseDirectory, "Sandbox", "sleep")));
        var script = Path.Join(AppContext.BaseDirectory, "Sandbox", "sandbox.sh");
        _init = Process.Start(new ProcessStartInfo(
            "unshare", ["--mount", "--net", "--uts", "--pid", "--fork", "--kill-child", "bash", script, _box.FullName])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <summary>The first process inside, as seen from outside.</summary>
    public int Init { get; private set; }

    public static async Task<Sandbox> StartAsync()
    {
        var sandbox = new Sandbox(await EmbeddedEngine.PathAsync());
        var line = await sandbox._init.StandardOutput.ReadLineAsync().WaitAsync(StartLimit);
        if (line != "ready")
            throw new InvalidOperationException($"the sandbox does not start (it needs root): {line}");
        sandbox.Init = ProcessTree.OnlyChild(sandbox._init.Id) ?? throw new InvalidOperationException("the sandbox has no process");
        return sandbox;
    }

    /// <summary>The path outside of a path that begins with a placeholder, without slash.</summary>
    public string this[string path] => Path.Join(_box.FullName, path);

    public void Write(string path, string text) => File.WriteAllText(this[path], text);

    public string Read(string path) => File.ReadAllText(this[path]);

    public SandboxCommand Start(string command, IReadOnlyDictionary<string, string> environment, string directory, string? stdin) =>
        new(this, command, environment, directory, stdin);

    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<string> OutputAsync(string command)
    {
        using var run = Start(command, SandboxEnvironment.Variables, "/PROGRAM", stdin: null);
        var result = await run.EndAsync();
        return result.ExitCode == 0
            ? result.Stdout
            : throw new InvalidOperationException($"{command} exited with {result.ExitCode}: {result.Stdout}{result.Stderr}");
    }

    public async ValueTask DisposeAsync()
    {
        _init.StandardInput.Close();
        try
        {
            await _init.WaitForExitAsync().WaitAsync(StartLimit);
        }
        finally
        {
            if (!_init.HasExited)
                _init.Kill(entireProcessTree: true);
            _init.Dispose();
        }
        _box.Delete(recursive: true);
    }

    private void WriteExecutable(string path, string text)
    {
        Write(path, text);
        File.SetUnixFileMode(this[path], (UnixFileMode)Convert.ToInt32("755", 8));
    }
}
