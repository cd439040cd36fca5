using System.IO.Pipelines;
using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace Pulumi.Engine.ProgramHost;

/// <summary>
/// Lines from the pipe of a process, until the pipe ends or the process has ended: what it leaves running may hold the pipe for
/// ever, and is heard no longer than the process lives, as with the official language host.
/// </summary>
internal static class OutputOfProcess
{
    /// <summary>What Linux and macOS let wait in a pipe, in bytes.</summary>
    private const int PipeCapacity = 64 * 1024;

    private const short Readable = 1;

    /// <param name="pipe">Closed at the end.</param>
    /// <param name="ended">Cancelled when the process has ended: what then waits in the pipe is still read.</param>
    public static async Task ReadLinesAsync(PipeStream pipe, Action<string> output, CancellationToken ended)
    {
        var bytes = new Pipe();
        var pump = PumpAsync(pipe, bytes.Writer, ended);
        using var reader = new StreamReader(bytes.Reader.AsStream());
        while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
            output(line);
        await pump;
    }

    /// <summary>A pipe that breaks is the reader's to hear of, which would wait for ever.</summary>
    private static async Task PumpAsync(PipeStream from, PipeWriter to, CancellationToken ended)
    {
        await using var closed = from;
        try
        {
            await CopyAsync(from, to, ended);
            await to.CompleteAsync();
        }
        catch (Exception e)
        {
            await to.CompleteAsync(e);
        }
    }

    private static async Task CopyAsync(PipeStream from, PipeWriter to, CancellationToken ended)
    {
        var left = PipeCapacity;
        while (true)
        {
            int read;
            try
            {
                read = await from.ReadAsync(to.GetMemory(), ended);
            }
            catch (OperationCanceledException)
            {
                read = left > 0 && Holds(from) ? await from.ReadAsync(to.GetMemory(), CancellationToken.None) : 0;
                left -= read;
            }
            if (read == 0)
                break;
            to.Advance(read);
            await to.FlushAsync(CancellationToken.None);
        }
    }

    /// <summary>Whether a read returns at once: there are bytes, or the end.</summary>
    private static bool Holds(PipeStream pipe)
    {
        var asked = new PollDescriptor { Descriptor = (int)pipe.SafePipeHandle.DangerousGetHandle(), Events = Readable };
        return Poll(ref asked, 1, 0) > 0;
    }

    [DllImport("libc", EntryPoint = "poll")]
    private static extern int Poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
