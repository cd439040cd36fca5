using System.Diagnostics;
using System.Text;
using Pulumi.Engine.ProgramHost;

namespace Pulumi.Engine.Tests.Faults;

/// <summary>How a command of the engine ended, and what it printed.</summary>
internal sealed record EngineResult(int ExitCode, string Output, string Errors)
{
    public string Text => Output + Errors;

    public EngineResult Must(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode} and not {exitCode}:\n{Text}");
        return this;
    }

    public EngineResult MustSay(string part)
    {
        Assert.True(Text.Contains(part, StringComparison.Ordinal), $"it does not say '{part}':\n{Text}");
        return this;
    }
}

/// <summary>The engine as a process of its own.</summary>
internal sealed class EngineProcess : IDisposable
{
    /// <summary>The first run builds the program, maybe on a busy machine.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;
    private readonly StringBuilder _printed = new();

    public EngineProcess(string folder, IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        _process = new Process
        {
            StartInfo = new(DotnetCommand.Path, [Path.Combine(AppContext.BaseDirectory, "pulumi-embedded.dll"), .. arguments])
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        foreach (var (name, value) in environment)
            _process.StartInfo.Environment[name] = value;
        _process.Start();
        _process.StandardInput.Close();
        _output = ReadAsync(_process.StandardOutput);
        _errors = _process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>What it has printed until now on its standard output.</summary>
    public string Printed
    {
        get
        {
            lock (_printed)
                return _printed.ToString();
        }
    }

    public void Kill() => _process.Kill();

    /// <summary>Kills the program that the engine runs.</summary>
    public void KillProgram()
    {
        foreach (var child in Children())
            child.Kill();
    }

    public void KillBoth()
    {
        var children = Children();
        _process.Kill();
        foreach (var child in children)
            child.Kill();
    }

    /// <summary>Asks this process alone to stop. Not by SIGINT: whoever is started in the background, like a CI's test run, ignores it.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async Task<EngineResult> EndAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return new(_process.ExitCode, await _output.WaitAsync(limit.Token), await _errors.WaitAsync(limit.Token));
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"the engine does not end; it printed:\n{await _output}{await _errors}");
            throw;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private async Task<string> ReadAsync(StreamReader output)
    {
        var buffer = new char[4096];
        int read;
        while ((read = await output.ReadAsync(buffer)) > 0)
        {
            lock (_printed)
                _printed.Append(buffer, 0, read);
        }
        return Printed;
    }

    private List<Process> Children() =>
    [
        .. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(int.Parse!)
            .Where(pid => ParentOf(pid) == _process.Id && CommandLineOf(pid).Contains("Sample.dll", StringComparison.Ordinal))
            .Select(Process.GetProcessById),
    ];

    private static int ParentOf(int pid)
    {
        // The name in parentheses may hold anything.
        var stat = Read(pid, "stat");
        return stat.LastIndexOf(')') is > 0 and var end ? int.Parse(stat[(end + 2)..].Split(' ')[1]) : 0;
    }

    private static string CommandLineOf(int pid) => Read(pid, "cmdline");

    private static string Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}");
        }
        catch (IOException)
        {
            return ""; // it has ended
        }
    }
}
