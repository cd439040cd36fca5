using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Tests.Backend;

/// <summary>What a step costs does not grow with the stack.</summary>
public sealed class LargeStack
{
    [Fact]
    public async Task AStepWritesAsMuchAsInASmallOne() => Assert.Equal(await BytesOfAStepAsync(10), await BytesOfAStepAsync(1000));

    /// <summary>The stack has so many resources, as many of the run's own, and then one more.</summary>
    private static async Task<long> BytesOfAStepAsync(int resources)
    {
        using var backend = await TemporaryBackend.CreateAsync();
        await backend.State.WriteAsync(
            new DeploymentDocument(DateTimeOffset.UnixEpoch, "v0", "", new([.. Names(resources, "old")], [])), SealedSecrets.Instance, CancellationToken.None);
        using var store = backend.OpenStore();
        foreach (var (i, state) in Names(resources, "new").Index())
            await store.AppendAsync([new SnapshotChange(0, null, [new ResourceWrite(resources + i, state)])], CancellationToken.None);
        var before = new FileInfo(backend.JournalPath).Length;

        // Places and numbers as long in both.
        await store.AppendAsync(
            [
                new SnapshotChange(1, new PendingOperation(TemporaryBackend.Resource("last"), PendingOperationKind.Creating), []),
                new SnapshotChange(1, null, [new ResourceWrite(0, TemporaryBackend.Resource("last"))]),
            ],
            CancellationToken.None);

        return new FileInfo(backend.JournalPath).Length - before;
    }

    private static IEnumerable<ResourceState> Names(int count, string prefix) =>
        Enumerable.Range(0, count).Select(i => TemporaryBackend.Resource($"{prefix}{i}"));
}
