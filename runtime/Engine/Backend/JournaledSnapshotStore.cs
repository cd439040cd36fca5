using System.Collections.Immutable;
using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Backend;

/// <summary>The state of a run: each change goes to the journal, the end writes the state file.</summary>
internal sealed class JournaledSnapshotStore(StateFile state, string salt, ISecretCodec secrets, TimeProvider clock)
    : ISnapshotStore, IDisposable
{
    private Journal.Writer? _journal;

    /// <summary>The state file's content after <see cref="SaveAsync"/>.</summary>
    public byte[]? Written { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="BackendException">The disk does not take it; what was written before stays.</exception>
    public async Task AppendAsync(ImmutableArray<SnapshotChange> changes, CancellationToken cancel)
    {
        try
        {
            _journal ??= await state.OpenJournalAsync(cancel);
            _journal.Append(changes, secrets);
        }
        catch (IOException e)
        {
            throw new BackendException($"failed to write the state of '{state.Stack.Name}': {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="BackendException">The disk does not take it; the old state and the journal stay.</exception>
    public async Task SaveAsync(Snapshot snapshot, CancellationToken cancel)
    {
        Dispose();
        try
        {
            Written = await state.WriteAsync(new DeploymentDocument(clock.GetUtcNow(), EngineVersion.Text, salt, snapshot), secrets, cancel);
        }
        catch (IOException e)
        {
            throw new BackendException($"failed to write the state of '{state.Stack.Name}': {e.Message}", e);
        }
    }

    public void Dispose()
    {
        _journal?.Dispose();
        _journal = null;
    }
}
