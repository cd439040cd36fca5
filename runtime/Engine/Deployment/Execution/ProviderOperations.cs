using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;

namespace Pulumi.Engine.Deployment.Execution;

/// <summary>
/// The calls that change things. Each is in the state as pending while the provider works on it; a failed one is ended here, a
/// good one by the caller together with what it came to, and one that was abandoned stays pending.
/// </summary>
internal sealed class ProviderOperations(RunContext run, CancellationToken abandon)
{
    /// <returns>The operation to end, and what was created.</returns>
    public async Task<(long Operation, CreateResult Result)> CreateAsync(ResourceState @new)
    {
        var provider = await ProviderOf(@new);
        return await AttemptAsync(new(@new, PendingOperationKind.Creating), async () =>
        {
            var created = await provider.CreateAsync(
                new(@new.Urn, @new.Inputs, run.Options.DryRun, Limit(@new.CustomTimeouts?.Create), LogOf(@new.Urn)), abandon);
            return created.Id.Length > 0 || run.Options.DryRun
                ? created
                : throw new DeploymentException("the provider gave the new resource no id");
        });
    }

    /// <returns>The operation to end, and the new outputs.</returns>
    public async Task<(long Operation, PropertyMap Outputs)> UpdateAsync(ResourceState old, ResourceState @new)
    {
        var provider = await ProviderOf(@new);
        return await AttemptAsync(new(@new with { Id = "" }, PendingOperationKind.Updating), () => provider.UpdateAsync(
            new(
                @new.Urn, @new.Id, old.Inputs, old.Outputs, @new.Inputs, run.Options.DryRun, Limit(@new.CustomTimeouts?.Update),
                LogOf(@new.Urn)),
            abandon));
    }

    /// <returns>The operation to end.</returns>
    public async Task<long> DeleteAsync(ResourceState old)
    {
        var provider = await ProviderOf(old);
        var (operation, _) = await AttemptAsync(new(old, PendingOperationKind.Deleting), async () =>
        {
            await provider.DeleteAsync(
                new(old.Urn, old.Id, old.Inputs, old.Outputs, Limit(old.CustomTimeouts?.Delete), LogOf(old.Urn)), abandon);
            return true;
        });
        return operation;
    }

    private async Task<(long Operation, T Result)> AttemptAsync<T>(PendingOperation pending, Func<Task<T>> call)
    {
        var operation = await run.Ledger.BeginAsync(pending);
        try
        {
            return (operation, await call());
        }
        catch when (!abandon.IsCancellationRequested)
        {
            await run.Ledger.CommitAsync(operation, durable: true);
            throw;
        }
    }

    private Task<ManagedProvider> ProviderOf(ResourceState state) => run.Providers.EnsureAsync(state.Provider, run.Ledger.Base);

    private Action<ProviderLog> LogOf(string urn) => log => run.Events.Log(urn, log.Severity.ToDiagnostic(), log.Message, log.Ephemeral);

    private static TimeSpan? Limit(TimeSpan? timeout) => timeout is { Ticks: > 0 } ? timeout : null;
}
