using Pulumi.Engine.Model;

namespace Pulumi.Engine.Deployment.Planning;

/// <summary>Which resources a run may touch: <c>--target</c>, <c>--exclude</c> and their dependents.</summary>
internal sealed class Targeting(DeploymentOptions options)
{
    private readonly UrnPatterns _targets = new(options.Targets.Concat(options.TargetReplace));
    private readonly UrnPatterns _excludes = new(options.Exclude);
    private readonly UrnPatterns _replaces = new(options.Replace.Concat(options.TargetReplace));
    private readonly HashSet<string> _targeted = [];
    private readonly HashSet<string> _excluded = [];

    /// <summary>Options that name a URN, with the URNs that must exist.</summary>
    public IEnumerable<string> RequiredTargets => _targets.Literals;

    public IEnumerable<string> RequiredReplaces => _replaces.Literals;

    public bool IsConstrained => _targets.IsConstrained || _excludes.IsConstrained;

    public bool HasTargets => _targets.IsConstrained;

    /// <summary>Whether it is itself a target, and not only a dependent of one.</summary>
    public bool Names(string urn) => _targets.Matches(urn);

    public bool IsReplaced(ResourceState? old, string urn) => _replaces.Matches(urn) || old is { Taint: true };

    /// <summary>
    /// Whether the run may touch it. Ask in the order of dependencies: dependents follow what was asked before.
    /// Providers and the stack itself always may be.
    /// </summary>
    public bool Includes(ResourceState state)
    {
        if (!IsConstrained || Urn.IsProviderType(state.Type) || state.Type == Urn.StackType)
            return true;
        if (_targets.IsConstrained)
        {
            var targeted = _targets.Matches(state.Urn) || (options.TargetDependents && state.NeededUrns().Any(_targeted.Contains));
            if (targeted)
                _targeted.Add(state.Urn);
            return targeted;
        }
        var excluded = _excludes.Matches(state.Urn) || (options.ExcludeDependents && state.NeededUrns().Any(_excluded.Contains));
        if (excluded)
            _excluded.Add(state.Urn);
        return !excluded;
    }
}
