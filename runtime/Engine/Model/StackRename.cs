using System.Collections.Immutable;

namespace Pulumi.Engine.Model;

/// <summary>A state as that of a stack of another name: the stack's name is a part of every URN, the project's too.</summary>
internal sealed class StackRename(string oldProject, string oldStack, string newProject, string newStack)
{
    public Snapshot Apply(Snapshot snapshot) => new(
        [.. snapshot.Resources.Select(Apply)],
        [.. snapshot.PendingOperations.Select(pending => pending with { Resource = Apply(pending.Resource) })]);

    private ResourceState Apply(ResourceState state) => state with
    {
        Urn = Map(state.Urn),
        Parent = Map(state.Parent),
        Provider = state.Provider.Length == 0 ? "" : Map(ProviderReference.Parse(state.Provider)),
        Dependencies = Map(state.Dependencies),
        PropertyDependencies = state.PropertyDependencies.ToImmutableSortedDictionary(d => d.Key, d => Map(d.Value), StringComparer.Ordinal),
        Aliases = Map(state.Aliases),
        DeletedWith = Map(state.DeletedWith),
        ReplaceWith = Map(state.ReplaceWith),
    };

    private ImmutableArray<string> Map(ImmutableArray<string> urns) => [.. urns.Select(Map)];

    private string Map(ProviderReference reference) => (reference with { Urn = Map(reference.Urn) }).ToString();

    private string Map(string urn)
    {
        if (!Urn.IsUrn(urn) || urn.Split("::", 4) is not [var head, var project, var type, var name]
            || head != $"urn:pulumi:{oldStack}" || project != oldProject)
            return urn;
        return $"urn:pulumi:{newStack}::{newProject}::{type}::{(type == Urn.StackType ? $"{newProject}-{newStack}" : name)}";
    }
}
