using System.Collections.Immutable;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Tests.Deployment.Support;

/// <summary>Keeps each state that would be on the disk, and checks that each could be read and worked with.</summary>
internal sealed class RecordingStore(Snapshot start) : ISnapshotStore
{
    private readonly SnapshotBuilder _builder = new(start);

    public List<Snapshot> States { get; } = [start];

    public int Saves { get; private set; }

    /// <summary>What is on the disk now.</summary>
    public Snapshot Last => States[^1];

    public Func<Task> BeforeWrite { get; set; } = () => Task.CompletedTask;

    public async Task AppendAsync(ImmutableArray<SnapshotChange> changes, CancellationToken cancel)
    {
        await BeforeWrite();
        foreach (var change in changes)
            _builder.Apply(change);
        Add(_builder.ToSnapshot());
    }

    public Task SaveAsync(Snapshot snapshot, CancellationToken cancel)
    {
        Saves++;
        Add(snapshot);
        return Task.CompletedTask;
    }

    private void Add(Snapshot snapshot)
    {
        SnapshotIntegrity.Check(snapshot);
        States.Add(snapshot);
    }
}
