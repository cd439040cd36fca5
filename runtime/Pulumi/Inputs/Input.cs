namespace Pulumi;

/// <summary>An input whose type does not matter, as the serializer sees it.</summary>
internal interface IInput
{
    IOutput ToOutput();

    /// <summary>As <see cref="ToOutput"/>, with the parts of a collection still apart: one secret element is no secret list.</summary>
    IOutput ToSerializableOutput();
}

/// <summary>A property given to a resource: a plain value, or the output of another resource.</summary>
public class Input<T> : IInput
{
    private protected Input(Output<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Value = value;
    }

    private protected Output<T> Value { get; set; }

    public static implicit operator Input<T>(T value) => Output.Create(value);

    public static implicit operator Input<T>(Output<T> value) => new(value);

    public static implicit operator Output<T>(Input<T> input) => input.Value;

    IOutput IInput.ToOutput() => Value;

    IOutput IInput.ToSerializableOutput() => ToSerializableOutput();

    private protected virtual IOutput ToSerializableOutput() => Value;
}
