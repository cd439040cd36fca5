using Pulumi.Engine.Deployment.Execution;
using Pulumi.Engine.Deployment.Registration;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Deployment.Planning;

/// <summary>Finds a registered resource among those of the last run: by its URN, else by its aliases and those of its parent.</summary>
internal sealed class AliasResolver(DeploymentTarget target, PlanState state)
{
    // Also of those that were found by their URN: a run that was killed may have renamed a parent, and not yet its children.
    private readonly Dictionary<string, IReadOnlyList<string>> _candidates = [];

    /// <exception cref="RegistrationException">The old resource was claimed by another registration before.</exception>
    public LedgerEntry? Find(Goal goal, string urn)
    {
        _candidates[urn] = [.. Candidates(goal).Distinct()];
        if (state.RenamedTo.TryGetValue(urn, out var claimedBy))
            throw new RegistrationException(
                urn, $"Duplicate resource URN '{urn}': '{claimedBy}' has named it as an alias; give one of them another name");
        if (state.Old(urn) is { } old)
            return old;

        var alias = _candidates[urn].FirstOrDefault(candidate => state.Old(candidate) is not null);
        if (alias is null)
            return null;
        if (state.Registered.Contains(alias) || state.RenamedTo.ContainsKey(alias))
            throw new RegistrationException(
                urn, $"Duplicate resource alias '{alias}' applied to '{urn}': it belongs to '{state.RenamedTo.GetValueOrDefault(alias, alias)}'");
        state.RenamedTo[alias] = urn;
        state.RenamedFrom[urn] = alias;
        return state.Old(alias);
    }

    private IEnumerable<string> Candidates(Goal goal)
    {
        var own = goal.Aliases.Select(alias => Expand(goal, alias)).ToList();
        var inherited =
            from parentWas in _candidates.GetValueOrDefault(goal.Parent, [])
            where Urn.IsUrn(parentWas) && (state.RenamedFrom.GetValueOrDefault(goal.Parent) == parentWas || state.Old(parentWas) is null)
            from child in own.Where(Urn.IsUrn).Select(alias => (Type: Urn.Type(alias), Name: Urn.Name(alias))).Prepend((goal.Type, goal.Name))
            select Inherited(child.Type, child.Name, goal.Parent, parentWas);
        return own.Concat(inherited);
    }

    private string Expand(Goal goal, GoalAlias alias)
    {
        if (alias.Urn is { Length: > 0 } urn)
            return urn;
        // A parent that the alias names is named as it is now; what the present parent was is inherited.
        var parent = alias.NoParent ? "" : alias.Parent is { } named ? state.RenamedFrom.GetValueOrDefault(named, named) : goal.Parent;
        return Urn.Create(
            alias.Stack ?? target.Stack,
            alias.Project ?? target.Project,
            parent,
            alias.Type ?? goal.Type,
            alias.Name ?? goal.Name);
    }

    /// <summary>A child whose name begins with its parent's is taken to have been named after it.</summary>
    private string Inherited(string type, string name, string parent, string parentWas)
    {
        var parentName = Urn.Name(parent);
        var was = name.StartsWith(parentName, StringComparison.Ordinal) ? Urn.Name(parentWas) + name[parentName.Length..] : name;
        return Urn.Create(target.Stack, target.Project, parentWas, type, was);
    }
}
