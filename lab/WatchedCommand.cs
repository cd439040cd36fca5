using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace EncryptionInTransit.Lab;

/// <summary>Commands that end by themselves. Of one that does not, a test fails at once, and says what it was waiting for.</summary>
public static class WatchedCommand
{
    /// <summary>More than the slowest on a busy machine, and less than the runner's own limit, which names no more than the test.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(12);

    /// <summary>What is killed may leave its output to a process that lives on.</summary>
    private static readonly TimeSpan LimitOfTheKill = TimeSpan.FromSeconds(10);

    /// <summary>Runs it, with what it prints kept.</summary>
    /// <param name="kill">Ends it and its children by <c>kill -9</c>.</param>
    /// <param name="within">How long it may take; <see cref="Limit"/> by default.</param>
    /// <exception cref="LabException">It does not end. It is killed then.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="kill"/> was cancelled.</exception>
    public static async Task<BufferedCommandResult> ExecuteWatchedAsync(
        this Command command, CancellationToken kill = default, TimeSpan? within = null)
    {
        var limit = within ?? Limit;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(kill);
        using var output = new MemoryStream();
        using var errors = new MemoryStream();
        var running = command
            .WithStandardOutputPipe(PipeTarget.ToStream(Stream.Synchronized(output)))
            .WithStandardErrorPipe(PipeTarget.ToStream(Stream.Synchronized(errors)))
            .ExecuteAsync(over.Token);
        try
        {
            var ended = await running.Task.WaitAsync(limit, CancellationToken.None);
            return new(ended.ExitCode, ended.StartTime, ended.ExitTime, TextOf(output), TextOf(errors));
        }
        catch (TimeoutException)
        {
            var processes = await WaitingProcesses.DescribeAsync(running.ProcessId);
            await over.CancelAsync();
            await ((Task)running.Task).WaitAsync(LimitOfTheKill, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new LabException(
                $"{command} did not end within {limit.TotalSeconds} s. Its processes were:\n{processes}\nIt had printed:\n{TextOf(output)}{TextOf(errors)}");
        }
    }

    private static string TextOf(MemoryStream bytes) => Encoding.UTF8.GetString(bytes.ToArray());
}
