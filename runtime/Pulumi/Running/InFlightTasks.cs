namespace Pulumi;

/// <summary>All that a program has begun and that has to end before the program may: registrations, messages, outputs.</summary>
internal sealed class InFlightTasks
{
    private readonly Lock gate = new();
    private readonly HashSet<Exception> errors = [];
    private TaskCompletionSource<IReadOnlyList<Exception>>? waiting;
    private int active;

    public void Add(Task task)
    {
        if (task.IsCompletedSuccessfully)
        {
            return;
        }

        lock (gate)
        {
            active++;
        }

        _ = ObserveAsync(task);
    }

    /// <summary>Waits until nothing is left, or for the first errors.</summary>
    public Task<IReadOnlyList<Exception>> IdleOrFirstErrorsAsync()
    {
        lock (gate)
        {
            waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
            var result = waiting.Task;
            Report();
            return result;
        }
    }

    private async Task ObserveAsync(Task task)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (gate)
        {
            active--;
            errors.UnionWith(ErrorsOf(task));
            Report();
        }
    }

    private static IEnumerable<Exception> ErrorsOf(Task task)
        => task.IsCanceled ? [new TaskCanceledException(task)] : task.Exception?.InnerExceptions ?? Enumerable.Empty<Exception>();

    private void Report()
    {
        if (waiting is not null && (errors.Count > 0 || active == 0))
        {
            waiting.SetResult([.. errors]);
            waiting = null;
            errors.Clear();
        }
    }
}
