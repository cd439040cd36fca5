using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>
/// A list given to a resource, as a whole or element by element, each plain or an output. Made by a collection initializer, by
/// <see cref="Add(Input{T}[])"/>, or by conversion from a value, an array, a list, or an output of one.
/// </summary>
public sealed class InputList<T> : Input<ImmutableArray<T>>, IEnumerable, IAsyncEnumerable<Input<T>>
{
    private Output<ImmutableArray<Input<T>>> elements;

    public InputList()
        : this(Output.Create(ImmutableArray<Input<T>>.Empty))
    {
    }

    private InputList(Output<ImmutableArray<Input<T>>> elements)
        : base(Join(elements)) => this.elements = elements;

    public static implicit operator InputList<T>(T value) => Of([(Input<T>)value]);

    public static implicit operator InputList<T>(Output<T> value) => Of([(Input<T>)value]);

    public static implicit operator InputList<T>(Input<T> value) => Of([value]);

    public static implicit operator InputList<T>(T[] values) => Of(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(Output<T>[] values) => Of(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(Input<T>[] values) => Of(values);

    public static implicit operator InputList<T>(List<T> values) => Of(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(List<Output<T>> values) => Of(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(List<Input<T>> values) => Of(values);

    public static implicit operator InputList<T>(ImmutableArray<T> values) => new(Output.Create(Split(values)));

    public static implicit operator InputList<T>(ImmutableArray<Output<T>> values)
        => new(Output.Create(values.IsDefault ? default : values.Select(value => (Input<T>)value).ToImmutableArray()));

    public static implicit operator InputList<T>(ImmutableArray<Input<T>> values) => new(Output.Create(values));

    public static implicit operator InputList<T>(Output<T[]> values) => new(values.Apply(items => Split([.. items])));

    public static implicit operator InputList<T>(Output<List<T>> values) => new(values.Apply(items => Split([.. items])));

    public static implicit operator InputList<T>(Output<IEnumerable<T>> values) => new(values.Apply(items => Split([.. items])));

    public static implicit operator InputList<T>(Output<ImmutableArray<T>> values) => new(values.Apply(Split));

    public void Add(params Input<T>[] inputs) => AddRange(inputs);

    public void Add(InputList<T> inputs) => AddRange(inputs);

    public void AddRange(InputList<T> inputs)
    {
        elements = Concat(inputs).elements;
        Value = Join(elements);
    }

    /// <summary>A new list: this one's elements, then the other's.</summary>
    public InputList<T> Concat(InputList<T> other)
        => new(Output.Tuple(elements, other.elements).Apply(both => both.Item1.AddRange(both.Item2)));

    /// <summary>The elements once they are known; none while the list is unknown.</summary>
    public async IAsyncEnumerator<Input<T>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var element in await Value.GetValueAsync(whenUnknown: []))
        {
            yield return element;
        }
    }

    IEnumerator IEnumerable.GetEnumerator()
        => throw new NotSupportedException("The elements may not be known yet: enumerate with `await foreach`.");

    internal InputList<T> Clone() => new(elements);

    private protected override IOutput ToSerializableOutput() => elements;

    private static InputList<T> Of(IEnumerable<Input<T>> inputs) => new(Output.Create(inputs.ToImmutableArray()));

    private static ImmutableArray<Input<T>> Split(ImmutableArray<T> values)
        => values.IsDefault ? default : values.Select(value => (Input<T>)value).ToImmutableArray();

    // A default array is what a resource without the property has; it passes through as such.
    private static Output<ImmutableArray<T>> Join(Output<ImmutableArray<Input<T>>> elements)
        => elements.Apply(inputs => inputs.IsDefault ? Output.Create(default(ImmutableArray<T>)) : Output.All(inputs));
}
