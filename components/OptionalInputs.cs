using Pulumi;

namespace EncryptionInTransit;

/// <summary>A setting that may be absent, as an input that then is absent too.</summary>
internal static class OptionalInputs
{
    public static Input<string>? OrAbsent(this string? value) => value is null ? null : (Input<string>)value;

    public static Input<string>? SecretOrAbsent(this string? value) =>
        value is null ? null : (Input<string>)Output.CreateSecret(value);

    public static InputList<string>? OrAbsent(this IReadOnlyList<string> values) =>
        values.Count == 0 ? null : (InputList<string>)values.ToArray();
}
