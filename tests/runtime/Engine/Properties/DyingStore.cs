using System.Collections.Immutable;
using Pulumi.Engine.Backend;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;
using Pulumi.Engine.Tests.Deployment.Support;

namespace Pulumi.Engine.Tests.Properties;

/// <summary>
/// The real store, which stops in the middle of a run as if its process had been killed; checks each state that was on the disk.
/// </summary>
internal sealed class DyingStore(JournaledSnapshotStore store, Snapshot start, Kill? kill, Action died) : ISnapshotStore
{
    private readonly SnapshotBuilder _builder = new(start);
    private int _writes;

    public bool Dead { get; private set; }

    /// <summary>What must be on the disk.</summary>
    public Snapshot OnDisk { get; private set; } = start;

    /// <summary>Whether each resource that was ever on the disk was to stay when it left the state, by its id; as it was last.</summary>
    public Dictionary<string, bool> Retained { get; } = [];

    public async Task AppendAsync(ImmutableArray<SnapshotChange> changes, CancellationToken cancel)
    {
        RequireLife();
        var last = ++_writes == kill?.Write;
        if (!last || kill!.Durable)
        {
            await store.AppendAsync(changes, cancel);
            foreach (var change in changes)
                _builder.Apply(change);
            Check(_builder.ToSnapshot());
        }
        if (last)
            Die();
    }

    public async Task SaveAsync(Snapshot snapshot, CancellationToken cancel)
    {
        if (Dead)
            return;
        await store.SaveAsync(snapshot, cancel);
        Check(snapshot);
    }

    private void Check(Snapshot snapshot)
    {
        SnapshotIntegrity.Check(snapshot);
        OnDisk = snapshot;
        foreach (var resource in snapshot.Resources.Where(resource => resource.Id.Length > 0))
            Retained[resource.Id] = resource.RetainOnDelete;
    }

    private void Die()
    {
        Dead = true;
        store.Dispose();
        died();
        RequireLife();
    }

    private void RequireLife()
    {
        if (Dead)
            throw new BackendException("the process is dead");
    }
}
