using Pulumi.Engine.Deployment.Execution;
using Pulumi.Engine.Deployment.Planning;
using Pulumi.Engine.Model;
using Pulumi.Engine.Tests.Deployment.Support;

namespace Pulumi.Engine.Tests.Deployment;

/// <summary>A step that cannot be is refused when it is made, with the operation, the resource and the reason.</summary>
public sealed class StepTests
{
    private static readonly ResourceState Thing = new()
    {
        Urn = TestStack.UrnOf("a"),
        Type = "fake:index:Thing",
        Custom = true,
        Id = "id-1",
        Provider = $"{TestStack.UrnOf("default", "pulumi:providers:fake")}::1",
    };

    [Theory]
    [InlineData("update", "the old resource has left the state")]
    [InlineData("delete", "the old resource has left the state")]
    public void What_left_the_state_has_no_steps(string op, string complaint) =>
        Refused(op, complaint, () => Make(op, new(Thing) { Exists = false }, Thing));

    [Fact]
    public void A_resource_without_an_id_was_never_made() =>
        Refused("delete", "the old resource has no id", () => Make("delete", new(Thing with { Id = "" }), Thing));

    [Fact]
    public void Only_what_is_due_to_be_replaced_has_no_id_any_more()
    {
        Assert.NotNull(Make("discard", new(Thing with { Id = "", PendingReplacement = true }), Thing));
        Assert.NotNull(Make("delete", new(Thing with { Id = "", Custom = false }), Thing));
    }

    [Theory]
    [InlineData("same")]
    [InlineData("update")]
    [InlineData("replace")]
    public void What_waits_for_its_deletion_is_deleted_and_nothing_else(string op) =>
        Refused(op, "the old resource waits for its deletion", () => Make(op, new(Thing with { Delete = true }), Thing));

    [Theory]
    [InlineData("delete")]
    [InlineData("delete-replaced")]
    [InlineData("refresh")]
    public void What_waits_for_its_deletion_can_be_deleted_or_looked_at(string op) =>
        Assert.NotNull(Make(op, new(Thing with { Delete = true }), Thing));

    [Fact]
    public void What_is_not_ours_is_not_updated() =>
        Refused("update", "the old resource is not ours", () => Make("update", new(Thing with { External = true }), Thing));

    [Fact]
    public void What_waits_for_its_deletion_has_its_replacement_already() => Refused(
        "delete-replaced", "the old resource waits for its deletion and cannot be replaced",
        () => Step.DeleteReplaced(new(Thing with { Delete = true }), replacementFollows: true, leavesThingAlone: false));

    [Fact]
    public void A_new_resource_has_a_name_a_provider_and_a_life_before_it()
    {
        Refused("create", "the new resource has no URN", () => Step.Create(Thing with { Urn = "" }), urn: "");
        Refused("create", "the new resource waits for its deletion", () => Step.Create(Thing with { Delete = true }));
        Refused("create", "the new resource has no provider", () => Step.Create(Thing with { Provider = "" }));
    }

    [Fact]
    public void Components_and_providers_need_no_provider()
    {
        Assert.NotNull(Step.Create(Thing with { Custom = false, Provider = "" }));
        Assert.NotNull(Step.Create(Thing with { Type = "pulumi:providers:fake", Provider = "" }));
    }

    [Fact]
    public void What_stays_on_purpose_is_told_as_retained()
    {
        Assert.True(Step.Delete(new(Thing with { RetainOnDelete = true }), leavesThingAlone: true).ToMetadata(Thing, null).Retain);
        Assert.False(Step.Delete(new(Thing), leavesThingAlone: true).ToMetadata(Thing, null).Retain);
        Assert.False(Step.Delete(new(Thing with { RetainOnDelete = true }), leavesThingAlone: false).ToMetadata(Thing, null).Retain);
    }

    private static Step Make(string op, LedgerEntry old, ResourceState @new) => op switch
    {
        "same" => Step.Same(old, @new),
        "update" => Step.Update(old, @new, Difference.None),
        "replace" => Step.Replace(old, @new, Difference.None),
        "delete" => Step.Delete(old, leavesThingAlone: false),
        "delete-replaced" => Step.DeleteReplaced(old, replacementFollows: false, leavesThingAlone: false),
        "discard" => Step.Discard(old),
        _ => Step.Refresh(old),
    };

    private static void Refused(string op, string complaint, Func<Step> make, string? urn = null) => Assert.Equal(
        $"step '{op}' of {urn ?? Thing.Urn} is impossible: {complaint}", Assert.Throws<InvalidOperationException>(make).Message);
}
