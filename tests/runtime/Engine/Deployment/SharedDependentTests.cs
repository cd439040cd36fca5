using System.Collections.Immutable;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Deployment.Execution;
using Pulumi.Engine.Deployment.Planning;
using Pulumi.Engine.Model;
using Pulumi.Engine.Tests.Deployment.Support;

namespace Pulumi.Engine.Tests.Deployment;

/// <summary>A dependent of two that are deleted before their replacements are made: it is deleted once, and before both.</summary>
public sealed class SharedDependentTests
{
    private static readonly ResourceState A = Thing("a");
    private static readonly ResourceState B = Thing("b");

    private readonly SnapshotLedger _ledger = new(new([A, B, Thing("c") with { ReplaceWith = [A.Urn, B.Urn] }], []), store: null);
    private readonly PlanState _plan;
    private readonly ReplacementPlanner _planner;
    private readonly TaskCompletionSource _over = new();

    public SharedDependentTests()
    {
        _plan = new(_ledger);
        var target = new DeploymentTarget(
            TestStack.Project, TestStack.Name, ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedSet<string>.Empty);
        _planner = new(
            new(target, new() { Kind = DeploymentKind.Update }, _ledger, new ProviderRegistry([]), new(new RecordingEvents(), new(target.Secrets)), TimeProvider.System),
            _plan);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // an original that waits for its deletion
    public async Task The_second_waits_until_the_first_has_deleted_it(bool original)
    {
        var dependent = _ledger.Base[2];
        dependent.State = dependent.State with { Delete = original };
        _plan.Deleting(await ReplaceAsync(A), _over.Task);

        var second = ReplaceAsync(B);
        Assert.False(second.IsCompleted);
        await _ledger.CommitAsync(
            0, durable: false, new LedgerWrite(dependent, original ? null : dependent.State with { PendingReplacement = true }));
        _over.SetResult();

        Assert.Equal(["delete-replaced b", "replace b", "create-replacement b"], Told(await second));
    }

    [Fact]
    public async Task What_the_first_could_not_delete_is_tried_again()
    {
        var first = await ReplaceAsync(A);
        Assert.Equal(["delete-replaced c", "delete-replaced a", "replace a", "create-replacement a"], Told(first));
        _plan.Deleting(first, _over.Task);
        _over.SetResult();

        Assert.Equal(["delete-replaced c", "delete-replaced b", "replace b", "create-replacement b"], Told(await ReplaceAsync(B)));
    }

    private Task<ImmutableArray<Step>> ReplaceAsync(ResourceState state) => _planner.ReplaceAsync(
        _plan.Old(state.Urn)!, state, deleteBeforeReplace: true, Difference.Because("identity"), CancellationToken.None);

    private static IEnumerable<string> Told(IEnumerable<Step> steps) => steps.Select(step => $"{step.Op.Name()} {Urn.Name(step.Urn)}");

    private static ResourceState Thing(string name) => new()
    {
        Urn = TestStack.UrnOf(name),
        Type = "fake:index:Thing",
        Custom = true,
        Id = $"id-{name}",
        Provider = $"{TestStack.UrnOf("default", "pulumi:providers:fake")}::1",
    };
}
