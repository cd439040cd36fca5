using System.Collections.Immutable;
using Pulumi;

namespace EncryptionInTransit;

/// <summary>What a node was to the stack before this run.</summary>
public sealed record NodeHistory
{
    /// <summary>Another name that it had: its resources and its claim are taken over from there. Null if it had none.</summary>
    public string? Formerly { get; init; }

    /// <summary>
    /// It is gone for good: whatever the stack has of it stays as it is, and is forgotten without asking the node when it is
    /// taken out.
    /// </summary>
    public bool IsAbandoned { get; init; }

    /// <summary>The names of all resources that the stack had. Asked only for an abandoned node: it gets no other.</summary>
    public IReadOnlySet<string> Resources { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>The options of the node's component: its children follow the alias, as far as their names begin with its own.</summary>
    internal ComponentResourceOptions AddTo(ComponentResourceOptions? options) => ComponentResourceOptions.Merge(
        new ComponentResourceOptions { Aliases = Formerly is null ? [] : [new Alias { Name = Formerly }] }, options);
}
