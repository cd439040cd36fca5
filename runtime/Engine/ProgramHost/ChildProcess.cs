using System.ComponentModel;
using System.Diagnostics;
using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.ProgramHost;

/// <summary>Runs a command to its end, line by line; a cancelled one is killed with its children.</summary>
internal static class ChildProcess
{
    /// <param name="environment">Added to ours; null removes a variable.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="DeploymentException">There is no such command.</exception>
    /// <exception cref="OperationCanceledException">It was killed.</exception>
    public static async Task<int> RunAsync(
        string command, IEnumerable<string> arguments, string directory, IReadOnlyDictionary<string, string?> environment,
        Action<ProgramLine> output, CancellationToken cancel)
    {
        using var process = new Process
        {
            StartInfo = new(command, arguments)
            {
                WorkingDirectory = directory,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        foreach (var (name, value) in environment)
            process.StartInfo.Environment[name] = value;
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new DeploymentException($"cannot run {command}: {e.Message}; is it installed and on the PATH?", e);
        }

        process.StandardInput.Close();
        var lines = Task.WhenAll(
            ReadAsync(process.StandardOutput, isError: false, output), ReadAsync(process.StandardError, isError: true, output));
        try
        {
            await process.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
        await lines;
        return process.ExitCode;
    }

    private static async Task ReadAsync(StreamReader reader, bool isError, Action<ProgramLine> output)
    {
        while (await reader.ReadLineAsync() is { } line)
            output(new(line, isError));
    }
}
