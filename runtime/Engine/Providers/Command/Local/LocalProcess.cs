using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using Pulumi.Engine.Providers.Command.Execution;

namespace Pulumi.Engine.Providers.Command.Local;

/// <summary>Runs a command on this machine.</summary>
internal static class LocalProcess
{
    private const int BufferSize = 32 * 1024;

    // errno, from errno.h of Linux
    private const int NoSuchFile = 2;
    private const int TooLong = 7;
    private const int PermissionDenied = 13;

    /// <param name="interpreter">Program and arguments; the command text is added as the last one.</param>
    /// <exception cref="ProviderException">It could not be started, or it failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled: the process and its children were killed.</exception>
    public static async Task RunAsync(CommandRun run, ImmutableArray<string> interpreter, string folder, CancellationToken cancel)
    {
        if (!Directory.Exists(folder))
            throw run.Failure($"chdir {folder}: no such file or directory (the input 'dir')");

        using var process = Start(run, interpreter, folder);
        var streams = Task.WhenAll(
            CopyAsync(process.StandardOutput.BaseStream, run.Output.WriteStdout),
            CopyAsync(process.StandardError.BaseStream, run.Output.WriteStderr),
            FeedAsync(process.StandardInput, run.Stdin));
        try
        {
            await process.WaitForExitAsync(cancel);
            await streams.WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
            throw run.Failure($"exit status {process.ExitCode}");
    }

    private static Process Start(CommandRun run, ImmutableArray<string> interpreter, string folder)
    {
        var start = new ProcessStartInfo(interpreter[0], [.. interpreter.Skip(1), run.Text])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in run.Environment.Concat(run.Previous))
            start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw run.Failure(NotStarted(interpreter[0], e), e);
        }
    }

    private static string NotStarted(string program, Win32Exception e) => e.NativeErrorCode switch
    {
        NoSuchFile when !program.Contains('/') => $"exec: {GoText.Quote(program)}: executable file not found in $PATH (the input 'interpreter')",
        NoSuchFile => $"fork/exec {program}: no such file or directory (the input 'interpreter')",
        PermissionDenied => $"fork/exec {program}: permission denied (the input 'interpreter')",
        TooLong => $"fork/exec {program}: argument list too long (the command text or a variable in its environment; when it is the output of the run before, set addPreviousOutputInEnv to false)",
        _ => $"fork/exec {program}: {e.Message}",
    };

    private static async Task CopyAsync(Stream stream, WriteBytes write)
    {
        var buffer = new byte[BufferSize];
        int read;
        while ((read = await stream.ReadAsync(buffer)) > 0)
            write(buffer.AsSpan(0, read));
    }

    private static async Task FeedAsync(StreamWriter stdin, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await stdin.BaseStream.WriteAsync(bytes);
            stdin.Close();
        }
        catch (IOException)
        {
            // The command ended without reading all of it, which is its good right.
        }
    }

    private delegate void WriteBytes(ReadOnlySpan<byte> bytes);
}
