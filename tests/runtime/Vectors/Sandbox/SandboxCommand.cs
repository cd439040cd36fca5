using System.Diagnostics;
using System.Text;

namespace Pulumi.Engine.Vectors.Tests.Sandbox;

/// <param name="ExitCode">Minus the signal's number when it was killed.</param>
internal sealed record CommandResult(int ExitCode, string Stdout, string Stderr);

/// <summary>A running command line in a <see cref="Sandbox"/>.</summary>
internal sealed class SandboxCommand : IDisposable
{
    /// <summary>Far more than any takes: a hang becomes a failure.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly Process _process;
    private readonly StringBuilder _stdout = new();
    private readonly StringBuilder _stderr = new();
    private readonly Task _readers;
    private readonly string _command;

    public SandboxCommand(
        Sandbox sandbox, string command, IReadOnlyDictionary<string, string> environment, string directory, string? stdin)
    {
        _command = command;
        var start = new ProcessStartInfo("nsenter")
        {
            ArgumentList =
            {
                "--target", $"{sandbox.Init}", "--mount", "--net", "--uts", "--pid", "--root", "--",
                // A test that was started in the background ignores SIGINT, and hands that down.
                "env", "--default-signal=INT", "-C", directory, "bash", "-c", command,
            },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Except(SandboxEnvironment.Inherited).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _readers = Task.WhenAll(ReadAsync(_process.StandardOutput, _stdout), ReadAsync(_process.StandardError, _stderr));
        _process.StandardInput.Write(stdin ?? "");
        _process.StandardInput.Close();
    }

    /// <summary>What it printed so far.</summary>
    public string Stdout
    {
        get
        {
            lock (_stdout)
                return _stdout.ToString();
        }
    }

    /// <summary>Sends a signal to the command itself, not to its children.</summary>
    public void Signal(string name)
    {
        var target = ProcessTree.OnlyChild(_process.Id) ?? throw new InvalidOperationException($"'{_command}' has ended");
        using var kill = Process.Start("kill", ["-" + name, $"{target}"]);
        kill.WaitForExit();
    }

    /// <exception cref="TimeoutException">It did not come.</exception>
    public Task PrintedAsync(string text) => WaitAsync($"'{text}'", output => output.Contains(text, StringComparison.Ordinal));

    /// <param name="what">Waited for, as an error tells it.</param>
    /// <param name="hasCome">Asked again and again, with what was printed so far.</param>
    /// <exception cref="TimeoutException">It did not come.</exception>
    public async Task WaitAsync(string what, Func<string, bool> hasCome)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Limit; await Task.Delay(50))
        {
            if (hasCome(Stdout))
                return;
            if (_process.HasExited)
                break;
        }
        throw new TimeoutException($"'{_command}' did not come to {what}: {Stdout}{_stderr}");
    }

    /// <exception cref="TimeoutException">It does not end, and was killed.</exception>
    public async Task<CommandResult> EndAsync()
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            if (ProcessTree.OnlyChild(_process.Id) is not null)
                Signal("KILL");
            throw new TimeoutException($"'{_command}' does not end: {Stdout}{_stderr}");
        }
        // A process that outlives the command may hold its streams.
        await Task.WhenAny(_readers, Task.Delay(TimeSpan.FromSeconds(1)));
        lock (_stdout)
        {
            lock (_stderr)
                return new(_process.ExitCode > 128 ? 128 - _process.ExitCode : _process.ExitCode, _stdout.ToString(), _stderr.ToString());
        }
    }

    public void Dispose() => _process.Dispose();

    private static async Task ReadAsync(StreamReader reader, StringBuilder into)
    {
        var buffer = new char[4096];
        for (int read; (read = await reader.ReadAsync(buffer)) > 0;)
        {
            lock (into)
                into.Append(buffer, 0, read);
        }
    }
}
