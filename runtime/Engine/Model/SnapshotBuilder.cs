namespace Pulumi.Engine.Model;

/// <summary>
/// A base snapshot and the changes since. The engine keeps one while it works; a state store replays its journal with another.
/// Not thread-safe.
/// </summary>
public sealed class SnapshotBuilder
{
    private readonly int _baseCount;
    private readonly List<ResourceState?> _slots;
    private readonly SortedDictionary<long, PendingOperation> _pending = [];

    /// <param name="start">Its pending operations have the numbers -1, -2, … from the last to the first.</param>
    public SnapshotBuilder(Snapshot start)
    {
        _baseCount = start.Resources.Length;
        _slots = [.. start.Resources];
        for (var i = 0; i < start.PendingOperations.Length; i++)
            _pending.Add(i - start.PendingOperations.Length, start.PendingOperations[i]);
    }

    /// <summary>The place that the next new resource gets.</summary>
    public int NextSlot => _slots.Count;

    /// <exception cref="InvalidDataException">The change does not follow from what was before it: the journal has a hole.</exception>
    public void Apply(SnapshotChange change)
    {
        if (change.Begins is { } begins)
            _pending[change.Operation] = begins;
        else if (change.Operation != 0 && !_pending.Remove(change.Operation))
            throw new InvalidDataException($"operation {change.Operation} ends and never began");

        foreach (var write in change.Writes)
        {
            if (write.Slot < 0 || write.Slot > _slots.Count)
                throw new InvalidDataException($"place {write.Slot} is written and the list has {_slots.Count}");
            if (write.Slot == _slots.Count)
                _slots.Add(write.State);
            else
                _slots[write.Slot] = write.State;
        }
    }

    /// <summary>
    /// Resources of this run in the order in which they finished, then what is left of the base; what somebody needs goes before
    /// it, also where a <c>--target</c> kept the one and replaced the other.
    /// </summary>
    public Snapshot ToSnapshot() => new(
        [.. DependencyOrder.Of([.. _slots.Skip(_baseCount).Concat(_slots.Take(_baseCount)).OfType<ResourceState>()])],
        [.. _pending.Values]);
}
