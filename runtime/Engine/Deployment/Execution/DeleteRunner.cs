using Pulumi.Engine.Deployment.Planning;

namespace Pulumi.Engine.Deployment.Execution;

/// <summary>Carries out deletes: each when those that need the resource are gone, as many at once as allowed.</summary>
internal sealed class DeleteRunner(RunContext run, RunControl control, StepExecutor executor)
{
    private readonly SemaphoreSlim _parallel = new(Math.Max(1, run.Options.Parallel));

    /// <summary>Ends when all are done, or were held up by one that failed.</summary>
    public async Task RunAsync(IReadOnlyList<PlannedDelete> deletes)
    {
        var gone = new Dictionary<LedgerEntry, Task<bool>>();
        foreach (var delete in deletes) // dependents come first
            gone[delete.Step.Old!] = DeleteAsync(delete.Step, [.. delete.After.Select(dependent => gone[dependent])]);
        await Task.WhenAll(gone.Values);
    }

    private async Task<bool> DeleteAsync(Step step, Task<bool>[] dependents)
    {
        var ready = await Task.WhenAll(dependents);
        await _parallel.WaitAsync();
        try
        {
            if (!ready.All(done => done) || control.Stopping.IsCancellationRequested)
                return false;
            using var work = control.Enter();
            await executor.ExecuteAsync(step);
            return true;
        }
        catch (StepFailedException e)
        {
            control.Fail(goOn: e.IsRefusal || run.Options.ContinueOnError);
            return false;
        }
        finally
        {
            _parallel.Release();
        }
    }
}
