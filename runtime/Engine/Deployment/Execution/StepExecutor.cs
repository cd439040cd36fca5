using System.Collections.Concurrent;
using Pulumi.Engine.Deployment.Planning;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;

namespace Pulumi.Engine.Deployment.Execution;

/// <summary>Carries out steps: asks the provider, writes the state before and after, tells the display.</summary>
internal sealed class StepExecutor(RunContext run, CancellationToken abandon)
{
    private readonly ConcurrentDictionary<string, LedgerEntry> _news = [];
    private readonly ProviderOperations _operations = new(run, abandon);
    private (Step Step, ResourceState? Before, long Started)? _stack;

    /// <summary>The resource as this run has registered it.</summary>
    public LedgerEntry? New(string urn) => _news.GetValueOrDefault(urn);

    /// <returns>What is there now: the new state, or the old one after a delete.</returns>
    /// <exception cref="StepFailedException">The step failed, and the display knows.</exception>
    public async Task<ResourceState> ExecuteAsync(Step step)
    {
        if (step.IsSkippedCreate)
        {
            run.Events.Unchanged(1);
            return step.New!;
        }
        var started = run.Clock.GetTimestamp();
        var before = step.Old?.State;
        run.Events.Send(new EngineEvent.ResourcePre(step.ToMetadata(before, step.Op is StepOp.Replace ? Replacement(step) : step.New)));
        try
        {
            var after = await ApplyAsync(step);
            if (step.Type == Urn.StackType && step.New is not null)
                _stack = (step, before, started); // its outputs come last
            else
                run.Events.Done(
                    step.ToMetadata(before, step.New is null && step.Op is not StepOp.Refresh ? null : after),
                    run.Clock.GetElapsedTime(started));
            return after;
        }
        catch (Exception e) when (e is not OperationCanceledException || !abandon.IsCancellationRequested)
        {
            var message = e is ProviderException or DeploymentException or ProtectedException ? e.Message : $"{e.GetType().Name}: {e.Message}";
            run.Events.Error(step.Urn, run.Options.DryRun ? $"Preview failed: {message}" : message);
            // A preview goes on to show what it plans.
            if (!run.Options.DryRun)
                run.Events.Send(new EngineEvent.StepFailed(step.ToMetadata(before, step.New), message, run.Clock.GetElapsedTime(started)));
            throw new StepFailedException(step, e);
        }
    }

    /// <summary>Reports the stack's own resource, whose outputs are known only at the end, as done.</summary>
    public void FinishStack(LedgerEntry entry)
    {
        if (_stack is not var (step, before, started))
            return;
        run.Events.Done(step.ToMetadata(before, entry.State), run.Clock.GetElapsedTime(started));
        run.Events.Send(new EngineEvent.StackOutputs(before?.Outputs ?? PropertyMap.Empty, entry.State.Outputs));
    }

    private Task<ResourceState> ApplyAsync(Step step) => step.Op switch
    {
        StepOp.Same => step.IsKept ? Task.FromResult(Keep(step.Old!)) : SameAsync(step.Old!, step.New!),
        StepOp.Create or StepOp.CreateReplacement => CreateAsync(step),
        StepOp.Update => UpdateAsync(step.Old!, step.New!),
        StepOp.Delete or StepOp.DeleteReplaced or StepOp.Discard => DeleteAsync(step),
        StepOp.Replace => Task.FromResult(Replacement(step)),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step.Op, "not a step of an update"),
    };

    /// <summary>The new resource of a replacement, with outputs if it was made before.</summary>
    private ResourceState Replacement(Step step) => New(step.Urn)?.State ?? step.New!;

    private async Task<ResourceState> SameAsync(LedgerEntry old, ResourceState @new)
    {
        var state = SecretAnnotation.WithSecretOutputs(@new with
        {
            Id = old.State.Id,
            Outputs = old.State.Outputs,
        });
        if (Urn.IsProviderType(state.Type))
            await run.Providers.ConfigureAsync(new(state.Urn, state.Id), old.State.Inputs);
        await SupersedeAsync(0, old, state, durable: !ResourceStateComparison.Equivalent(old.State, state));
        return state;
    }

    private ResourceState Keep(LedgerEntry old)
    {
        _news[old.State.Urn] = old;
        return old.State;
    }

    private async Task<ResourceState> CreateAsync(Step step)
    {
        var @new = step.New!;
        if (Urn.IsProviderType(@new.Type))
        {
            @new = @new with
            {
                Id = run.Options.DryRun ? ProviderReference.UnknownId : Guid.NewGuid().ToString(),
                Outputs = ProviderInputs.Outputs(@new.Inputs),
            };
            await run.Providers.ConfigureAsync(new(@new.Urn, @new.Id), @new.Inputs);
            return await CreatedAsync(0, step, @new);
        }
        if (!@new.Custom)
            return await CreatedAsync(0, step, @new);

        var (operation, result) = await _operations.CreateAsync(@new);
        return await CreatedAsync(operation, step, @new with { Id = result.Id, Outputs = result.Outputs });
    }

    private async Task<ResourceState> CreatedAsync(long operation, Step step, ResourceState created)
    {
        var now = run.Clock.GetUtcNow();
        var state = SecretAnnotation.WithSecretOutputs(created with { Created = now, Modified = now });
        if (step.Old is { } old)
        {
            await SupersedeAsync(operation, old, state, durable: true, step.OriginalRemains);
            return state;
        }
        var entry = _news[state.Urn] = new(state);
        await run.Ledger.CommitAsync(operation, durable: true, new LedgerWrite(entry, state));
        return state;
    }

    private async Task<ResourceState> UpdateAsync(LedgerEntry old, ResourceState @new)
    {
        @new = @new with { Id = old.State.Id };
        if (Urn.IsProviderType(@new.Type))
        {
            @new = @new with { Outputs = ProviderInputs.Outputs(@new.Inputs) };
            await run.Providers.ConfigureAsync(new(@new.Urn, @new.Id), @new.Inputs);
        }
        if (!@new.Custom || Urn.IsProviderType(@new.Type))
        {
            // A component's outputs follow when the program has them.
            var outputsUntilThen = @new.Custom ? @new.Outputs : old.State.Outputs;
            var component = @new with { Outputs = outputsUntilThen, Modified = run.Clock.GetUtcNow() };
            await SupersedeAsync(0, old, component, durable: true);
            return component;
        }

        var (operation, outputs) = await _operations.UpdateAsync(old.State, @new);
        var state = SecretAnnotation.WithSecretOutputs(@new with { Outputs = outputs, Modified = run.Clock.GetUtcNow() });
        await SupersedeAsync(operation, old, state, durable: true);
        return state;
    }

    private async Task<ResourceState> DeleteAsync(Step step)
    {
        var old = step.Old!;
        if (step.Op is StepOp.Delete && old.State.Protect)
            throw new ProtectedException(
                $"""
                resource "{old.State.Urn}" cannot be deleted
                because it is protected. To unprotect the resource, either remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`, or use the command:
                `pulumi state unprotect '{old.State.Urn}'`
                """);

        var asksProvider = step.Op is not StepOp.Discard && !step.LeavesThingAlone && !run.Options.DryRun
            && old.State.Custom && !Urn.IsProviderType(old.State.Type);
        var operation = asksProvider ? await _operations.DeleteAsync(old.State) : 0;
        var state = old.State;
        await run.Ledger.CommitAsync(operation, durable: true, Writes());
        return state;

        // Looked at when it is written: meanwhile a rename may have changed what it names.
        IEnumerable<LedgerWrite> Writes()
        {
            yield return new(old, step.ReplacementFollows ? old.State with { PendingReplacement = true } : null);
        }
    }

    /// <summary>The new state takes the old one's part; who still names an old URN names the new one from now on.</summary>
    /// <param name="originalRemains">The old one stays under the new URN, and waits for its deletion.</param>
    private async Task SupersedeAsync(long operation, LedgerEntry old, ResourceState state, bool durable, bool originalRemains = false)
    {
        var entry = _news[state.Urn] = new(state);
        await run.Ledger.CommitAsync(operation, durable, Writes());

        IEnumerable<LedgerWrite> Writes()
        {
            var was = old.State.Urn;
            yield return new(old, originalRemains ? old.State with { Urn = state.Urn, Delete = true } : null);
            foreach (var other in run.Ledger.Base.Where(other => other.Exists && other != old && was != state.Urn))
            {
                var now = other.State.WithReference(was, state.Urn);
                if (now.Urn == was)
                    now = now with { Urn = state.Urn }; // an original that waits for its deletion
                if (!ReferenceEquals(now, other.State))
                    yield return new(other, now);
            }
            yield return new(entry, state);
        }
    }
}
