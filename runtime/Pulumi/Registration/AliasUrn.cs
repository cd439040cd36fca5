namespace Pulumi;

/// <summary>Aliases as URNs.</summary>
internal static class AliasUrn
{
    /// <summary>All URNs a resource may have had: by its own aliases, by those of its parent, and by both together.</summary>
    public static IEnumerable<Output<string>> All(Resource resource, ResourceOptions options)
    {
        var (name, type) = (resource.GetResourceName(), resource.GetResourceType());
        foreach (var alias in resource.Aliases)
        {
            yield return alias;
        }

        if (options.Parent is not { } parent)
        {
            yield break;
        }

        foreach (var parentAlias in parent.Aliases)
        {
            yield return UnderParent(name, type, parent.GetResourceName(), parentAlias);
            foreach (var alias in resource.Aliases)
            {
                yield return alias.Apply(urn => UnderParent(NameIn(urn), TypeIn(urn), parent.GetResourceName(), parentAlias));
            }
        }
    }

    /// <summary>The URN an alias means for a resource that is now called so.</summary>
    /// <exception cref="ArgumentException">from the output, if the alias contradicts itself</exception>
    public static Output<string> Of(Input<Alias> alias, string name, string type, Resource? parent)
        => alias.ToOutput().Apply(known =>
        {
            Check(known);
            return known.Urn is { } urn
                ? Output.Create(urn)
                : Urn.Create(
                    known.Name ?? name,
                    known.Type ?? type,
                    known.Parent ?? (known.ParentUrn is null && !known.NoParent ? parent : null),
                    known.ParentUrn,
                    known.Project,
                    known.Stack);
        });

    private static void Check(Alias alias)
    {
        var parents = new[] { alias.Parent is not null, alias.ParentUrn is not null, alias.NoParent }.Count(given => given);
        if (parents > 1)
        {
            throw new ArgumentException("Only specify one of 'Parent', 'ParentUrn' or 'NoParent' in an Alias");
        }

        var isPartial = parents > 0 || alias.Name is not null || alias.Type is not null || alias.Project is not null || alias.Stack is not null;
        if (alias.Urn is not null && isPartial)
        {
            throw new ArgumentException("An Alias has either 'Urn' or the parts that differ, not both.");
        }
    }

    // A child is by custom named after its parent, so a parent that was renamed had a child with another name.
    private static Output<string> UnderParent(string name, string type, string parentName, Output<string> parentAlias)
        => parentAlias.Apply(parentUrn => Urn.Create(
            name.StartsWith(parentName, StringComparison.Ordinal) ? NameIn(parentUrn) + name[parentName.Length..] : name,
            type,
            parentUrn: parentUrn));

    private static string NameIn(string urn) => urn[(urn.LastIndexOf("::", StringComparison.Ordinal) + 2)..];

    private static string TypeIn(string urn) => urn.Split("::")[2].Split('$')[^1];
}
