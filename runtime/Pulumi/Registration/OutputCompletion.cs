namespace Pulumi;

/// <summary>Resolves one output of a resource, whatever its type, once its registration is answered.</summary>
internal interface IOutputCompletion
{
    Type ValueType { get; }

    void Resolve(OutputData<object?> data);

    /// <summary>Does nothing to an output that is resolved already, as <see cref="Fail"/>.</summary>
    void ResolveDefault(bool isKnown);

    void Fail(Exception exception);
}

/// <inheritdoc cref="IOutputCompletion"/>
internal sealed class OutputCompletion<T> : IOutputCompletion
{
    private readonly TaskCompletionSource<OutputData<T>> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Resource resource;

    public OutputCompletion(Resource resource)
    {
        this.resource = resource;
        Output = new(source.Task);
    }

    public Output<T> Output { get; }

    public Type ValueType => typeof(T);

    public void Resolve(OutputData<object?> data)
        => source.SetResult(data.WithValue((T)data.Value!) with { Resources = data.Resources.Add(resource) });

    public void ResolveDefault(bool isKnown) => source.TrySetResult(new(default!, isKnown, IsSecret: false, [resource]));

    public void Fail(Exception exception) => source.TrySetException(exception);
}
