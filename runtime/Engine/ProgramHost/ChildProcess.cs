using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.ProgramHost;

/// <summary>
/// Runs a command to its end, line by line; a cancelled one is killed with its children. What one leaves running is not waited for.
/// </summary>
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
        using var ended = new CancellationTokenSource();
        Task ReadAsync(StreamReader from, bool isError) =>
            OutputOfProcess.ReadLinesAsync((PipeStream)from.BaseStream, line => output(new(line, isError)), ended.Token);
        var lines = Task.WhenAll(ReadAsync(process.StandardOutput, isError: false), ReadAsync(process.StandardError, isError: true));
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
        finally
        {
            await ended.CancelAsync();
            await lines;
        }
        return process.ExitCode;
    }
}
