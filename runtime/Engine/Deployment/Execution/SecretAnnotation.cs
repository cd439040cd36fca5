using Pulumi.Engine.Model;

namespace Pulumi.Engine.Deployment.Execution;

/// <summary>Keeps secret what was secret before a provider, which may know no secrets, handled it.</summary>
internal static class SecretAnnotation
{
    /// <summary>Marks each value whose namesake is, or holds, a secret; inside objects name by name.</summary>
    public static PropertyMap From(PropertyMap annotated, PropertyMap values) =>
        new(values.Select(e => KeyValuePair.Create(
            e.Key, annotated.TryGetValue(e.Key, out var source) ? From(source, e.Value) : e.Value)));

    /// <summary>Marks outputs that the resource declares secret, and those whose same-named input is.</summary>
    public static ResourceState WithSecretOutputs(ResourceState state)
    {
        var secret = state.Outputs.Keys.Where(key =>
            state.AdditionalSecretOutputs.Contains(key)
            || (state.Inputs.TryGetValue(key, out var input) && input.IsSecret()));
        return state with { Outputs = secret.Aggregate(state.Outputs, (outputs, key) => outputs.With(key, outputs[key].AsSecret())) };
    }

    private static PropertyValue From(PropertyValue source, PropertyValue value) => (source, value) switch
    {
        (_, PropertyValue.SecretValue) => value,
        (PropertyValue.ObjectValue s, PropertyValue.ObjectValue v) => new PropertyValue.ObjectValue(From(s.Properties, v.Properties)),
        _ => HoldsSecret(source) ? value.AsSecret() : value,
    };

    private static bool HoldsSecret(PropertyValue value) => value switch
    {
        PropertyValue.SecretValue => true,
        PropertyValue.ArrayValue array => array.Elements.Any(HoldsSecret),
        PropertyValue.ObjectValue o => o.Properties.Values.Any(HoldsSecret),
        _ => false,
    };
}
