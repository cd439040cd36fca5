using Pulumi.Engine.Deployment.Planning;

namespace Pulumi.Engine.Deployment.Execution;

/// <summary>
/// Carries out deletes in layers, as many at once as allowed. What nothing else of them needs comes first, what needs nothing of them
/// comes last, and those that go at once have all begun before one can fail: so it is certain what a failure leaves.
/// </summary>
internal sealed class DeleteRunner(RunContext run, RunControl control, StepExecutor executor)
{
    private readonly SemaphoreSlim _parallel = new(Math.Max(1, run.Options.Parallel));

    /// <summary>Ends when all are done, or were held up by one that failed.</summary>
    public async Task RunAsync(IReadOnlyList<PlannedDelete> deletes)
    {
        foreach (var layer in deletes.GroupBy(delete => delete.Layer).OrderByDescending(layer => layer.Key))
        {
            var allWait = new TaskCompletionSource();
            var layerDone = Task.WhenAll(layer.Select(delete => DeleteAsync(delete, allWait.Task)).ToList());
            allWait.SetResult();
            await layerDone;
        }
    }

    private async Task DeleteAsync(PlannedDelete delete, Task others)
    {
        await _parallel.WaitAsync();
        try
        {
            if (delete.Dependents.Any(dependent => dependent.Exists) || control.Stopping.IsCancellationRequested)
                return;
            using var work = control.Enter();
            await others;
            await executor.ExecuteAsync(delete.Step);
        }
        catch (StepFailedException e)
        {
            control.Fail(goOn: e.IsRefusal || run.Options.ContinueOnError);
        }
        finally
        {
            _parallel.Release();
        }
    }
}
