namespace Pulumi;

/// <summary>
/// A value that a resource will have, with its secrecy and the resources it comes from. In a preview it may stay unknown:
/// then nothing that is applied to it runs.
/// </summary>
public sealed class Output<T> : IOutput
{
    internal Output(Task<OutputData<T>> data)
    {
        Data = data;
        Deployment.Current?.InFlight.Add(data);
    }

    internal Task<OutputData<T>> Data { get; }

    /// <summary>An output that is known as soon as the task is done.</summary>
    public static Output<T> Create(Task<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(FromAsync(value));

        static async Task<OutputData<T>> FromAsync(Task<T> value) => OutputData.Known(await value);
    }

    /// <summary>Runs <paramref name="func"/> for its effect once the value is known; what it throws ends the program.</summary>
    public Output<ValueTuple> Apply(Func<T, Task> func)
        => Apply(async value =>
        {
            await func(value);
            return default(ValueTuple);
        });

    /// <summary>
    /// The output of <paramref name="func"/>, called once the value is known; secret if this one is, and dependent on the same
    /// resources. What it throws ends the program.
    /// </summary>
    public Output<TResult> Apply<TResult>(Func<T, TResult> func) => Apply(value => Output.Create(func(value)));

    /// <inheritdoc cref="Apply{TResult}(Func{T, TResult})"/>
    public Output<TResult> Apply<TResult>(Func<T, Task<TResult>> func) => Apply(value => Output.Create(func(value)));

    /// <inheritdoc cref="Apply{TResult}(Func{T, TResult})"/>
    public Output<TResult> Apply<TResult>(Func<T, Input<TResult>?> func) => Apply(value => func(value).ToOutput());

    /// <inheritdoc cref="Apply{TResult}(Func{T, TResult})"/>
    public Output<TResult> Apply<TResult>(Func<T, Output<TResult>?> func) => new(ApplyAsync(func));

    /// <summary>Throws or warns: an output has no text before the deployment knows it.</summary>
    /// <exception cref="InvalidOperationException">if PULUMI_ERROR_OUTPUT_STRING is set</exception>
    public override string ToString()
    {
        const string Message =
            "An Output<T> has no text of its own: its value may not be known yet. "
            + "Use output.Apply(value => $\"prefix{value}\") or Output.Format($\"prefix{output}\").";
        if (ProgramEnvironment.IsSet("PULUMI_ERROR_OUTPUT_STRING"))
        {
            throw new InvalidOperationException(Message);
        }

        if (Deployment.Current is not null)
        {
            Log.Warn(Message);
        }

        return Message;
    }

    async Task<OutputData<object?>> IOutput.GetDataAsync()
    {
        var data = await Data;
        return data.WithValue<object?>(data.Value);
    }

    internal async Task<T> GetValueAsync(T whenUnknown)
    {
        var data = await Data;
        return data.IsKnown ? data.Value : whenUnknown;
    }

    /// <summary>An output made of the resolved data as a whole.</summary>
    internal Output<TResult> Map<TResult>(Func<OutputData<T>, OutputData<TResult>> map)
    {
        return new(MapAsync());

        async Task<OutputData<TResult>> MapAsync() => map(await Data);
    }

    private async Task<OutputData<TResult>> ApplyAsync<TResult>(Func<T, Output<TResult>?> func)
    {
        var outer = await Data;
        if (!outer.IsKnown)
        {
            return outer.WithValue<TResult>(default!);
        }

        return func(outer.Value) is { } inner
            ? (await inner.Data).Joined(outer)
            : outer.WithValue<TResult>(default!);
    }
}
