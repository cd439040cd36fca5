using System.Collections.Immutable;
using System.Text;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Commands.States;

/// <summary>Takes resources out of a state, as long as nothing that stays needs them.</summary>
/// <param name="warn">Takes protected ones too, and says so; null refuses them.</param>
/// <param name="withDependents">What needs a resource goes with it.</param>
internal sealed class ResourceRemoval(Snapshot snapshot, Action<string>? warn, bool withDependents)
{
    /// <exception cref="CommandException">One of them is protected, or something needs it.</exception>
    public Snapshot Without(ImmutableArray<ResourceState> condemned)
    {
        var going = condemned.ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var resource in condemned)
            RequireUnprotected(resource);
        foreach (var resource in condemned)
        {
            var dependents = Dependents(resource).Where(dependent => !going.Contains(dependent)).ToList();
            if (dependents.Count > 0 && !withDependents)
                throw new CommandException(Needed(resource, dependents));
            foreach (var dependent in dependents)
            {
                RequireUnprotected(dependent);
                going.Add(dependent);
            }
        }
        return snapshot with { Resources = [.. snapshot.Resources.Where(resource => !going.Contains(resource))] };
    }

    /// <summary>All that needs it, directly or through others, and could not take another resource of that URN instead.</summary>
    private List<ResourceState> Dependents(ResourceState root)
    {
        var dependents = new List<ResourceState>();
        if (snapshot.Resources.Count(resource => resource.Urn == root.Urn) > 1)
            return dependents;
        var needed = new HashSet<string> { root.Urn };
        // What a resource needs stands before it.
        foreach (var resource in snapshot.Resources.Where(resource => !ReferenceEquals(resource, root) && resource.NeededUrns().Any(needed.Contains)))
        {
            needed.Add(resource.Urn);
            dependents.Add(resource);
        }
        return dependents;
    }

    private void RequireUnprotected(ResourceState resource)
    {
        if (!resource.Protect)
            return;
        if (warn is null)
            throw new CommandException($"{resource.Urn} can't be safely deleted because it is protected. Re-run this command with --force to force deletion");
        warn($"deleting protected resource {resource.Urn} due to presence of --force");
    }

    private static string Needed(ResourceState condemned, IEnumerable<ResourceState> dependents)
    {
        const int nameWidth = 15;
        var text = new StringBuilder($"{condemned.Urn} can't be safely deleted because the following resources depend on it:\n");
        foreach (var dependent in dependents)
            text.Append($" * {$"\"{Urn.Name(dependent.Urn)}\"".PadRight(nameWidth)} ({dependent.Urn})\n");
        return text.Append("\nDelete those resources first or pass --target-dependents.").ToString();
    }
}
