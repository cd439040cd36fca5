namespace Pulumi.Engine.Model;

/// <summary>Questions about values, and what is left of them without their secret wrappers.</summary>
public static class PropertyValues
{
    /// <summary>The value without secret wrappers at any depth.</summary>
    public static PropertyValue WithoutSecrets(this PropertyValue value) => value switch
    {
        PropertyValue.SecretValue secret => secret.Element.WithoutSecrets(),
        PropertyValue.ArrayValue array => new PropertyValue.ArrayValue([.. array.Elements.Select(WithoutSecrets)]),
        PropertyValue.ObjectValue o => new PropertyValue.ObjectValue(o.Properties.WithoutSecrets()),
        _ => value,
    };

    public static PropertyMap WithoutSecrets(this PropertyMap properties) =>
        new(properties.Select(e => KeyValuePair.Create(e.Key, e.Value.WithoutSecrets())));

    /// <summary>The properties as a display knows them: every secret is the same one.</summary>
    public static PropertyMap Masked(this PropertyMap properties) =>
        new(properties.Select(e => KeyValuePair.Create(e.Key, Masked(e.Value))));

    private static PropertyValue Masked(PropertyValue value) => value switch
    {
        PropertyValue.SecretValue => new PropertyValue.SecretValue(PropertyValue.Null),
        PropertyValue.ArrayValue array => new PropertyValue.ArrayValue([.. array.Elements.Select(Masked)]),
        PropertyValue.ObjectValue o => new PropertyValue.ObjectValue(o.Properties.Masked()),
        _ => value,
    };

    public static bool HasUnknown(this PropertyValue value) => value switch
    {
        PropertyValue.UnknownValue => true,
        PropertyValue.SecretValue secret => secret.Element.HasUnknown(),
        PropertyValue.ArrayValue array => array.Elements.Any(HasUnknown),
        PropertyValue.ObjectValue o => o.Properties.Values.Any(HasUnknown),
        _ => false,
    };

    public static bool HasUnknown(this PropertyMap properties) => properties.Values.Any(HasUnknown);

    public static bool IsSecret(this PropertyValue value) => value is PropertyValue.SecretValue;

    /// <summary>The value as a secret; one that is secret already stays as it is.</summary>
    public static PropertyValue AsSecret(this PropertyValue value) => value.IsSecret() ? value : new PropertyValue.SecretValue(value);

    /// <summary>Top-level names whose values differ, secretness aside, in order.</summary>
    public static IEnumerable<string> ChangedKeys(PropertyMap old, PropertyMap @new)
    {
        var (left, right) = (old.WithoutSecrets(), @new.WithoutSecrets());
        return left.Keys.Union(right.Keys).Order(StringComparer.Ordinal).Where(key =>
            !left.TryGetValue(key, out var before) || !right.TryGetValue(key, out var after) || !before.Equals(after));
    }
}
