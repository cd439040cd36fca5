using System.Collections.Immutable;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Display;

/// <summary>
/// The names that a row shows of what differs: top-level inputs, and <c>provider</c> and <c>protect</c>. A secret that became
/// another one is named only where the provider itself names it.
/// </summary>
internal sealed record ShortDiff(ImmutableArray<string> Added, ImmutableArray<string> Removed, ImmutableArray<string> Changed)
{
    public bool IsEmpty => Added.IsEmpty && Removed.IsEmpty && Changed.IsEmpty;

    public static ShortDiff Of(StepMetadata step)
    {
        if (step is not { Old: { } old, New: { } @new })
            return new([], [], []);
        var (before, after) = (old.Inputs.Masked(), @new.Inputs.Masked());
        var keys = step.Op is StepOp.Same ? [] : step.IsDetailed ? step.Diffs : PropertyValues.ChangedKeys(before, after);
        var changes = keys.ToLookup(key => (before.ContainsKey(key), after.ContainsKey(key)));
        return new(
            Sorted(changes[(false, true)]), Sorted(changes[(true, false)]),
            Sorted(changes[(true, true)].Concat(changes[(false, false)]).Concat(Metadata(old, @new))));

        ImmutableArray<string> Sorted(IEnumerable<string> names) =>
            [.. names.Where(name => step.Diffs.IsEmpty || step.Diffs.Contains(name)).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Metadata(ResourceState old, ResourceState @new)
    {
        if (old.Provider != @new.Provider)
            yield return "provider";
        if (old.Protect != @new.Protect)
            yield return "protect";
    }
}
