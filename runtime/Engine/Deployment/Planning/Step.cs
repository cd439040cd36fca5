using Pulumi.Engine.Deployment.Execution;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Deployment.Planning;

/// <summary>
/// One thing that a deployment does, as data: an operation, what was there before and what shall be there after. Made by the
/// factories only, which refuse impossible pairs by name. Carried out by <see cref="StepExecutor"/>.
/// </summary>
internal sealed record Step
{
    private Step(StepOp op, LedgerEntry? old, ResourceState? @new) => (Op, Old, New) = (op, old, @new);

    public StepOp Op { get; }

    /// <summary>What is there; null for a create.</summary>
    public LedgerEntry? Old { get; }

    /// <summary>What shall be there, without id and outputs; null for a delete.</summary>
    public ResourceState? New { get; }

    /// <summary>What differs, and why it is a replacement.</summary>
    public Difference Difference { get; private init; } = Difference.None;

    /// <summary>Of a create-replacement: the original still exists and is deleted at the end of the run.</summary>
    public bool OriginalRemains { get; private init; }

    /// <summary>Of a delete: the resource stays in the state, marked as pending replacement, until its replacement is there.</summary>
    public bool ReplacementFollows { get; private init; }

    /// <summary>Of a delete: the provider is not asked, as something else deletes the thing, or it shall stay.</summary>
    public bool LeavesThingAlone { get; private init; }

    /// <summary>Of a same: there is nothing, and this run shall not create it (<c>--target</c>, <c>--exclude</c>).</summary>
    public bool IsSkippedCreate { get; private init; }

    /// <summary>Of a same: this run does not touch the resource (<c>--target</c>, <c>--exclude</c>).</summary>
    public bool IsKept { get; private init; }

    /// <summary>The resource that the step is about.</summary>
    public string Urn => (New ?? Old!.State).Urn;

    public string Type => (New ?? Old!.State).Type;

    /// <summary>The parts of a replacement are not counted on their own.</summary>
    public bool IsLogical => Op is not (StepOp.CreateReplacement or StepOp.DeleteReplaced);

    public static Step Same(LedgerEntry old, ResourceState @new) => Checked(new(StepOp.Same, old, @new));

    public static Step Keep(LedgerEntry old) => Checked(new(StepOp.Same, old, old.State) { IsKept = true });

    public static Step SkippedCreate(ResourceState @new) => new(StepOp.Same, null, @new) { IsSkippedCreate = true };

    public static Step Create(ResourceState @new) => Checked(new(StepOp.Create, null, @new));

    public static Step Update(LedgerEntry old, ResourceState @new, Difference difference) =>
        Checked(new(StepOp.Update, old, @new) { Difference = difference });

    public static Step CreateReplacement(LedgerEntry old, ResourceState @new, Difference difference, bool originalRemains) =>
        Checked(new(StepOp.CreateReplacement, old, @new) { Difference = difference, OriginalRemains = originalRemains });

    public static Step Replace(LedgerEntry old, ResourceState @new, Difference difference) =>
        Checked(new(StepOp.Replace, old, @new) { Difference = difference });

    /// <summary>Deletes the original of a replacement, after its replacement was made or before.</summary>
    public static Step DeleteReplaced(LedgerEntry old, bool replacementFollows, bool leavesThingAlone) =>
        Checked(new(StepOp.DeleteReplaced, old, null)
        {
            ReplacementFollows = replacementFollows,
            LeavesThingAlone = leavesThingAlone,
        });

    public static Step Delete(LedgerEntry old, bool leavesThingAlone) =>
        Checked(new(StepOp.Delete, old, null) { LeavesThingAlone = leavesThingAlone });

    /// <summary>Takes out of the state what was deleted already, for a replacement that nobody asks for any more.</summary>
    public static Step Discard(LedgerEntry old) => Checked(new(StepOp.Discard, old, null));

    public static Step Refresh(LedgerEntry old) => Checked(new(StepOp.Refresh, old, null));

    public StepMetadata ToMetadata(ResourceState? old, ResourceState? @new) => new()
    {
        Op = Op,
        Urn = Urn,
        Type = Type,
        Old = old,
        New = @new,
        Diffs = Difference.Changed,
        ReplaceReasons = Difference.ReplaceReasons,
        IsDetailed = Difference.IsDetailed,
        Logical = IsLogical,
        Retain = LeavesThingAlone && Old is { State.RetainOnDelete: true },
        Hidden = Model.Urn.IsDefaultProvider(Urn),
    };

    private static Step Checked(Step step)
    {
        step.Require(step.Old is null || step.Old.Exists, "the old resource has left the state");
        if (step.Old?.State is { } old)
        {
            step.Require(!old.Custom || old.Id.Length > 0 || old.PendingReplacement, "the old resource has no id");
            step.Require(
                !old.Delete || step.Op is StepOp.Delete or StepOp.DeleteReplaced or StepOp.Refresh,
                "the old resource waits for its deletion");
            step.Require(!old.External || step.Op is not StepOp.Update, "the old resource is not ours");
            step.Require(!step.ReplacementFollows || !old.Delete, "the old resource waits for its deletion and cannot be replaced");
        }
        if (step.New is { } @new)
        {
            step.Require(@new.Urn.Length > 0, "the new resource has no URN");
            step.Require(!@new.Delete, "the new resource waits for its deletion");
            step.Require(
                !@new.Custom || @new.Provider.Length > 0 || Model.Urn.IsProviderType(@new.Type), "the new resource has no provider");
        }
        return step;
    }

    private void Require(bool condition, string complaint)
    {
        if (!condition)
            throw new InvalidOperationException($"step '{Op.Name()}' of {Urn} is impossible: {complaint}");
    }
}
