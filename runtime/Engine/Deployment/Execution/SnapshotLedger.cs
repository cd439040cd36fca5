using System.Collections.Immutable;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Deployment.Execution;

/// <summary>
/// The state while a run works on it. Every change goes through <see cref="CommitAsync"/>, which has it on the disk before it
/// returns; changes that come while a write is under way share the next one.
/// </summary>
/// <param name="store">Null in a preview: nothing is written.</param>
internal sealed class SnapshotLedger(Snapshot start, ISnapshotStore? store)
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly SnapshotBuilder _builder = new(start);
    private readonly List<SnapshotChange> _unwritten = [];
    private long _committed;
    private long _written;
    private long _operations;
    private bool _frozen;

    /// <summary>What the run began with, in the order of the state.</summary>
    public ImmutableArray<LedgerEntry> Base { get; } =
        [.. start.Resources.Select((state, slot) => new LedgerEntry(state) { Slot = slot })];

    /// <summary>Writes down that an operation begins.</summary>
    /// <returns>Its number, for <see cref="CommitAsync"/>.</returns>
    /// <exception cref="DeploymentException">It could not be written, so the operation does not begin.</exception>
    public async Task<long> BeginAsync(PendingOperation operation)
    {
        var number = Interlocked.Increment(ref _operations);
        try
        {
            await WriteAsync(Enqueue(new(number, operation, []), []));
        }
        catch
        {
            Enqueue(new(number, null, []), []);
            throw;
        }
        return number;
    }

    /// <summary>Writes down that an operation ended, and what it changed.</summary>
    /// <param name="operation">0 when there was none.</param>
    /// <param name="writes">Enumerated while nothing else can change the ledger.</param>
    /// <param name="durable">False for what may wait for the next write, as it only confirms what the state says.</param>
    public async Task CommitAsync(long operation, bool durable, params IEnumerable<LedgerWrite> writes)
    {
        var change = Enqueue(new(operation, null, []), writes);
        if (durable)
            await WriteAsync(change);
    }

    /// <summary>From now on nothing changes: operations that were abandoned stay pending.</summary>
    public void Freeze()
    {
        lock (_lock)
            _frozen = true;
    }

    /// <summary>Drops pending operations of earlier runs.</summary>
    public Task ForgetPendingAsync(IEnumerable<long> operations) =>
        Task.WhenAll(operations.Select(operation => CommitAsync(operation, durable: true)));

    public Snapshot ToSnapshot()
    {
        lock (_lock)
            return _builder.ToSnapshot();
    }

    /// <summary>Writes the whole state.</summary>
    public async Task<Snapshot> SaveAsync(CancellationToken cancel)
    {
        var snapshot = ToSnapshot();
        if (store is not null)
        {
            await _writing.WaitAsync(cancel);
            try
            {
                await store.SaveAsync(snapshot, cancel);
            }
            finally
            {
                _writing.Release();
            }
        }
        return snapshot;
    }

    private long Enqueue(SnapshotChange change, IEnumerable<LedgerWrite> writes)
    {
        lock (_lock)
        {
            if (_frozen)
                return 0;
            foreach (var write in writes)
            {
                if (write.Entry.Slot == LedgerEntry.NoSlot)
                    write.Entry.Slot = _builder.NextSlot + change.Writes.Count(w => w.Slot >= _builder.NextSlot);
                write.Entry.Exists = write.State is not null;
                write.Entry.State = write.State ?? write.Entry.State;
                change = change with { Writes = change.Writes.Add(new(write.Entry.Slot, write.State)) };
            }
            _builder.Apply(change);
            if (store is not null)
                _unwritten.Add(change);
            return ++_committed;
        }
    }

    private async Task WriteAsync(long upTo)
    {
        if (store is null)
            return;
        await _writing.WaitAsync();
        try
        {
            if (_written >= upTo)
                return;
            ImmutableArray<SnapshotChange> batch;
            long last;
            lock (_lock)
                (batch, last) = ([.. _unwritten], _committed);
            await store.AppendAsync(batch, CancellationToken.None);
            lock (_lock)
                _unwritten.RemoveRange(0, batch.Length);
            _written = last;
        }
        finally
        {
            _writing.Release();
        }
    }
}

/// <param name="State">Null when the resource leaves the state.</param>
internal readonly record struct LedgerWrite(LedgerEntry Entry, ResourceState? State);
