using Pulumi.Engine.Model;

namespace Pulumi.Engine.Tests.Model;

public sealed class SnapshotBuilderTests
{
    [Fact]
    public void What_a_run_writes_stands_before_what_is_left_of_the_base()
    {
        var builder = new SnapshotBuilder(new([State("a"), State("b")], []));

        builder.Apply(new(0, null, [new(0, null), new(2, State("a"))]));
        builder.Apply(new(0, null, [new(3, State("c"))]));

        Assert.Equal(["a", "c", "b"], Names(builder));
    }

    [Fact]
    public void What_somebody_needs_stands_before_it_although_it_came_later()
    {
        var builder = new SnapshotBuilder(new([State("key"), State("certificate") with { Dependencies = ["key"] }], []));

        builder.Apply(new(0, null, [new(1, null), new(2, State("certificate") with { Dependencies = ["key"] })]));
        builder.Apply(new(0, null, [new(0, State("key") with { Delete = true }), new(3, State("key"))]));

        Assert.Equal(["key", "certificate", "key"], Names(builder));
        Assert.True(builder.ToSnapshot().Resources[^1].Delete);
    }

    [Fact]
    public void A_place_can_be_written_again()
    {
        var builder = new SnapshotBuilder(new([State("a")], []));

        builder.Apply(new(0, null, [new(0, State("a") with { Delete = true })]));

        Assert.True(builder.ToSnapshot().Resources.Single().Delete);
    }

    [Fact]
    public void An_operation_is_pending_from_its_begin_to_its_end()
    {
        var builder = new SnapshotBuilder(Snapshot.Empty);

        builder.Apply(new(1, new(State("a"), PendingOperationKind.Creating), []));
        Assert.Equal("a", builder.ToSnapshot().PendingOperations.Single().Resource.Urn);

        builder.Apply(new(1, null, [new(0, State("a"))]));
        Assert.Empty(builder.ToSnapshot().PendingOperations);
    }

    [Fact]
    public void Operations_of_earlier_runs_are_numbered_backwards_and_stay_until_they_are_ended()
    {
        var builder = new SnapshotBuilder(new([], [
            new(State("a"), PendingOperationKind.Creating), new(State("b"), PendingOperationKind.Updating)]));

        builder.Apply(new(-1, null, []));

        Assert.Equal("a", builder.ToSnapshot().PendingOperations.Single().Resource.Urn);
    }

    [Fact]
    public void A_journal_with_a_hole_is_refused()
    {
        var builder = new SnapshotBuilder(Snapshot.Empty);

        Assert.Throws<InvalidDataException>(() => builder.Apply(new(1, null, [])));
        Assert.Throws<InvalidDataException>(() => builder.Apply(new(0, null, [new(5, State("a"))])));
    }

    private static IEnumerable<string> Names(SnapshotBuilder builder) => builder.ToSnapshot().Resources.Select(r => r.Urn);

    private static ResourceState State(string urn) => new() { Urn = urn, Custom = false, Type = "t" };
}
