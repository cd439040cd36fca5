using System.Collections.Immutable;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Providers;

/// <summary>All inputs of a resource type. Checks report every mistake at once.</summary>
internal sealed class InputSchema(params ImmutableArray<InputProperty> properties)
{
    public ImmutableArray<InputProperty> Properties => properties;

    public ImmutableArray<CheckFailure> Check(PropertyMap inputs)
    {
        var failures = ImmutableArray.CreateBuilder<CheckFailure>();
        foreach (var property in properties)
        {
            if (property.Problem(inputs) is { } reason)
                failures.Add(new CheckFailure(property.Name, reason));
        }

        // Names that begin with two underscores are the SDKs' own bookkeeping.
        foreach (var name in inputs.Keys.Where(name => !name.StartsWith("__", StringComparison.Ordinal) && properties.All(p => p.Name != name)))
            failures.Add(new CheckFailure(name, $"Unknown property '{name}'; there are: {string.Join(", ", properties.Select(p => p.Name).Order(StringComparer.Ordinal))}"));
        return failures.ToImmutable();
    }

    /// <summary>The inputs with every sensitive one wrapped as a secret.</summary>
    public PropertyMap MarkSecrets(PropertyMap inputs) =>
        properties.Where(p => p.Secret).Aggregate(inputs, (marked, property) => marked.WithSecret(property.Name));
}
