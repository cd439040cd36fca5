namespace Pulumi.Engine.Model;

/// <summary>Tells whether two states need to be told apart in the state file.</summary>
public static class ResourceStateComparison
{
    /// <summary>Equal but for what is mere information (source position, order of dependencies).</summary>
    public static bool Equivalent(ResourceState left, ResourceState right) =>
        left.Urn == right.Urn
        && left.Custom == right.Custom
        && left.Delete == right.Delete
        && left.Id == right.Id
        && left.Type == right.Type
        && left.Parent == right.Parent
        && left.Protect == right.Protect
        && left.Taint == right.Taint
        && left.External == right.External
        && left.Provider == right.Provider
        && left.PendingReplacement == right.PendingReplacement
        && left.CustomTimeouts == right.CustomTimeouts
        && left.RetainOnDelete == right.RetainOnDelete
        && left.DeletedWith == right.DeletedWith
        && Equals(left.ReplacementTrigger, right.ReplacementTrigger)
        && left.Inputs.Equals(right.Inputs)
        && left.Outputs.Equals(right.Outputs)
        && Same(left.Dependencies, right.Dependencies)
        && Same(left.InitErrors, right.InitErrors)
        && Same(left.AdditionalSecretOutputs, right.AdditionalSecretOutputs)
        && Same(left.IgnoreChanges, right.IgnoreChanges)
        && Same(left.ReplaceOnChanges, right.ReplaceOnChanges)
        && Same(left.ReplaceWith, right.ReplaceWith)
        && left.PropertyDependencies.Count == right.PropertyDependencies.Count
        && left.PropertyDependencies.All(e =>
            right.PropertyDependencies.TryGetValue(e.Key, out var urns) && Same(e.Value, urns));

    private static bool Same(IEnumerable<string> left, IEnumerable<string> right) =>
        left.Order(StringComparer.Ordinal).SequenceEqual(right.Order(StringComparer.Ordinal));
}
