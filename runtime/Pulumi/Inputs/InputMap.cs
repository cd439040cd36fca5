using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>
/// A map given to a resource, as a whole or entry by entry, each plain or an output. Made by a collection initializer,
/// <c>{ { "KEY", value } }</c>, or by conversion from a dictionary or an output of one.
/// </summary>
public sealed class InputMap<TValue>
    : Input<ImmutableDictionary<string, TValue>>, IEnumerable, IAsyncEnumerable<Input<KeyValuePair<string, TValue>>>
{
    private Output<ImmutableDictionary<string, Input<TValue>>> entries;

    public InputMap()
        : this(Output.Create(ImmutableDictionary<string, Input<TValue>>.Empty))
    {
    }

    private InputMap(Output<ImmutableDictionary<string, Input<TValue>>> entries)
        : base(Join(entries)) => this.entries = entries;

    public Input<TValue> this[string key]
    {
        set => Add(key, value);
    }

    public static implicit operator InputMap<TValue>(Dictionary<string, TValue> values) => new(Output.Create(Split(values)));

    public static implicit operator InputMap<TValue>(ImmutableDictionary<string, TValue> values) => new(Output.Create(Split(values)));

    public static implicit operator InputMap<TValue>(Output<Dictionary<string, TValue>> values)
        => new(values.Apply(entries => Split(entries)));

    public static implicit operator InputMap<TValue>(Output<IDictionary<string, TValue>> values)
        => new(values.Apply(entries => Split(entries)));

    public static implicit operator InputMap<TValue>(Output<ImmutableDictionary<string, TValue>> values)
        => new(values.Apply(entries => Split(entries)));

    /// <summary>A new map of both; where a key is in both, the value of <paramref name="second"/> counts.</summary>
    public static InputMap<TValue> Merge(InputMap<TValue> first, InputMap<TValue> second)
        => new(Output.Tuple(first.entries, second.entries).Apply(both => both.Item1.SetItems(both.Item2)));

    /// <summary>Adds an entry. A key that is there with another value ends the program once both are known.</summary>
    public void Add(string key, Input<TValue> value) => Set(entries.Apply(
        known => known.SetItem(key, known.TryGetValue(key, out var present) ? SameOrThrow(key, present, value) : value)));

    public void Add(InputMap<TValue> values) => AddRange(values);

    /// <summary>Adds all entries of the other map.</summary>
    public void AddRange(InputMap<TValue> values)
        => Set(Output.Tuple(entries, values.entries).Apply(both => both.Item1.AddRange(both.Item2)));

    /// <summary>The entries once they are known; none while the map is unknown.</summary>
    public async IAsyncEnumerator<Input<KeyValuePair<string, TValue>>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var entry in await Value.GetValueAsync(whenUnknown: ImmutableDictionary<string, TValue>.Empty))
        {
            yield return entry;
        }
    }

    IEnumerator IEnumerable.GetEnumerator()
        => throw new NotSupportedException("The entries may not be known yet: enumerate with `await foreach`.");

    private protected override IOutput ToSerializableOutput() => entries;

    private void Set(Output<ImmutableDictionary<string, Input<TValue>>> changed)
    {
        entries = changed;
        Value = Join(changed);
    }

    private static Input<TValue> SameOrThrow(string key, Input<TValue> present, Input<TValue> added)
        => Output.Tuple(present, added).Apply(both => EqualityComparer<TValue>.Default.Equals(both.Item1, both.Item2)
            ? both.Item1
            : throw new ArgumentException($"The key '{key}' is in the map already, with another value."));

    // Null is what a resource without the property has; it passes through as such.
    private static ImmutableDictionary<string, Input<TValue>> Split(IEnumerable<KeyValuePair<string, TValue>>? values)
        => values?.ToImmutableDictionary(entry => entry.Key, entry => (Input<TValue>)entry.Value)!;

    private static Output<ImmutableDictionary<string, TValue>> Join(Output<ImmutableDictionary<string, Input<TValue>>> entries)
        => entries.Apply(known => known is null
            ? Output.Create((ImmutableDictionary<string, TValue>)null!)
            : Output.All(known.Select(entry => entry.Value.Apply(value => KeyValuePair.Create(entry.Key, value))))
                .Apply(pairs => pairs.ToImmutableDictionary()));
}
