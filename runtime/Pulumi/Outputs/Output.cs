using System.Collections.Immutable;
using System.Globalization;

namespace Pulumi;

/// <summary>Makes outputs of values and of other outputs.</summary>
public static partial class Output
{
    public static Output<T> Create<T>(T value) => new(Task.FromResult(OutputData.Known(value)));

    public static Output<T> Create<T>(Task<T> value) => Output<T>.Create(value);

    /// <summary>A value that state, previews and logs must not show.</summary>
    public static Output<T> CreateSecret<T>(T value) => CreateSecret(Create(value));

    /// <inheritdoc cref="CreateSecret{T}(T)"/>
    public static Output<T> CreateSecret<T>(Task<T> value) => CreateSecret(Create(value));

    /// <inheritdoc cref="CreateSecret{T}(T)"/>
    public static Output<T> CreateSecret<T>(Output<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Map(data => data with { IsSecret = true });
    }

    /// <summary>The same value as no secret: what becomes of it is the caller's responsibility.</summary>
    public static Output<T> Unsecret<T>(Output<T> output) => output.Map(data => data with { IsSecret = false });

    public static async Task<bool> IsSecretAsync<T>(Output<T> output) => (await output.Data).IsSecret;

    /// <summary>All values as one list, in the order given; secret if one is, known if all are.</summary>
    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs) => All(inputs.AsEnumerable());

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs) => All(inputs.Select(input => (Output<T>)input));

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs) => All(outputs.AsEnumerable());

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs)
    {
        return new(GatherAsync([.. outputs]));

        static async Task<OutputData<ImmutableArray<T>>> GatherAsync(ImmutableArray<Output<T>> outputs)
        {
            var values = ImmutableArray.CreateBuilder<T>(outputs.Length);
            var gathered = OutputData.Known(true);
            foreach (var output in outputs)
            {
                var data = await output.Data;
                values.Add(data.Value);
                gathered = gathered.Joined(data);
            }

            return gathered.WithValue(values.MoveToImmutable());
        }
    }

    /// <summary>The interpolated text once all inputs and outputs in it are known, in the invariant culture.</summary>
    public static Output<string> Format(FormattableString formattableString)
    {
        var arguments = formattableString.GetArguments().Select(ToObjectOutput);
        return All(arguments).Apply(
            values => string.Format(CultureInfo.InvariantCulture, formattableString.Format, [.. values]));
    }

    private static Output<object?> ToObjectOutput(object? argument) => argument switch
    {
        IInput input => new(input.ToOutput().GetDataAsync()),
        IOutput output => new(output.GetDataAsync()),
        _ => Create(argument),
    };
}
