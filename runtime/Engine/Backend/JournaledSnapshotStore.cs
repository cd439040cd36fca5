using System.Collections.Immutable;
using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Backend;

/// <summary>The state of a run: each change goes to the journal, the end writes the state file.</summary>
internal sealed class JournaledSnapshotStore(StateFile state, string salt, ISecretCodec secrets, TimeProvider clock)
    : ISnapshotStore, IDisposable
{
    private JournalWriter? _journal;

    /// <summary>The state file's content after <see cref="SaveAsync"/>.</summary>
    public byte[]? Written { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="DeploymentException">The disk does not take it; what was written before stays.</exception>
    public async Task AppendAsync(ImmutableArray<SnapshotChange> changes, CancellationToken cancel)
    {
        try
        {
            _journal ??= await state.OpenJournalAsync(cancel);
            _journal.Append(changes, secrets);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(e);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="DeploymentException">The disk does not take it; the old state and the journal stay, and say all.</exception>
    public async Task SaveAsync(Snapshot snapshot, CancellationToken cancel)
    {
        Dispose();
        try
        {
            Written = await state.WriteAsync(new DeploymentDocument(clock.GetUtcNow(), EngineVersion.Text, salt, snapshot), secrets, cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(e);
        }
    }

    private DeploymentException NotWritten(Exception e) => new($"the state of '{state.Stack.Name}' could not be written: {e.Message}", e);

    public void Dispose()
    {
        _journal?.Dispose();
        _journal = null;
    }
}
