using Pulumi.Engine.Model;

namespace Pulumi.Engine.Providers;

/// <summary>One input of a resource type, as its provider's schema declares it.</summary>
internal sealed record InputProperty(string Name, InputKind Kind)
{
    public bool Required { get; init; }

    /// <summary>What an absent input means; also the output that it then has. Null: none.</summary>
    public PropertyValue? Default { get; init; }

    /// <summary>Sensitive: the checked input and the output of the same name are secrets.</summary>
    public bool Secret { get; init; }

    /// <summary>Gives what is wrong with a known value of the right kind, or null.</summary>
    public Func<PropertyValue, string?>? Validate { get; init; }

    /// <summary>What is wrong with the input, or null. A value that holds an unknown is judged when it is known.</summary>
    public string? Problem(PropertyMap inputs)
    {
        if (inputs.Find(Name)?.WithoutSecrets() is not { } value)
            return Required ? $"Missing required property '{Name}'" : null;
        if (value.HasUnknown())
            return null;
        return HasKind(value) ? Validate?.Invoke(value) : $"expected {Describe(Kind)}, got {Describe(value)}";
    }

    private bool HasKind(PropertyValue value) => Kind switch
    {
        InputKind.Text => value is PropertyValue.StringValue,
        InputKind.Whole => value is PropertyValue.NumberValue { Value: var number } && number == Math.Truncate(number) && Math.Abs(number) <= int.MaxValue,
        InputKind.Flag => value is PropertyValue.BoolValue,
        InputKind.Texts => value is PropertyValue.ArrayValue array && array.Elements.All(e => e is PropertyValue.StringValue),
        InputKind.TextMap => value is PropertyValue.ObjectValue map && map.Properties.Values.All(e => e is PropertyValue.StringValue),
        InputKind.List => value is PropertyValue.ArrayValue,
        InputKind.Object => value is PropertyValue.ObjectValue,
        _ => throw new InvalidOperationException($"no rule for {Kind}"),
    };

    private static string Describe(InputKind kind) => kind switch
    {
        InputKind.Text => "a string",
        InputKind.Whole => "a whole number",
        InputKind.Flag => "true or false",
        InputKind.Texts => "a list of strings",
        InputKind.TextMap => "an object of strings",
        InputKind.List => "a list",
        _ => "an object",
    };

    /// <summary>Says the kind of the value, never the value: it may be a secret.</summary>
    private static string Describe(PropertyValue value) => value switch
    {
        PropertyValue.StringValue => "a string",
        PropertyValue.NumberValue => "a number",
        PropertyValue.BoolValue => "a boolean",
        PropertyValue.ArrayValue => "a list",
        PropertyValue.ObjectValue => "an object",
        _ => "nothing",
    };
}

internal enum InputKind
{
    Text,
    Whole,
    Flag,
    Texts,
    TextMap,
    List,
    Object,
}
