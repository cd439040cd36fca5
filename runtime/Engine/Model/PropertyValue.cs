using System.Collections.Immutable;

namespace Pulumi.Engine.Model;

/// <summary>
/// A property of a resource as the engine sees it: JSON's six kinds, and the three that Pulumi adds (secret, unknown, asset).
/// Immutable; equality is by value, so that a diff is a comparison.
/// </summary>
public abstract record PropertyValue
{
    public static readonly PropertyValue Null = new NullValue();
    public static readonly PropertyValue Unknown = new UnknownValue();

    /// <summary>The empty object; also what a new resource has for old inputs.</summary>
    public static readonly ObjectValue EmptyObject = new(PropertyMap.Empty);

    private PropertyValue()
    {
    }

    public sealed record NullValue : PropertyValue;

    public sealed record BoolValue(bool Value) : PropertyValue;

    public sealed record NumberValue(double Value) : PropertyValue;

    public sealed record StringValue(string Value) : PropertyValue;

    /// <summary>A value that is not known before the operation that makes it has run (in previews only).</summary>
    public sealed record UnknownValue : PropertyValue;

    /// <summary>A value that is encrypted at rest and never displayed.</summary>
    public sealed record SecretValue(PropertyValue Element) : PropertyValue
    {
        /// <summary>Says nothing of the element: a record's own text would print it.</summary>
        public override string ToString() => "[secret]";
    }

    public sealed record ArrayValue(ImmutableArray<PropertyValue> Elements) : PropertyValue
    {
        public bool Equals(ArrayValue? other) => other is not null && Elements.SequenceEqual(other.Elements);

        public override int GetHashCode() => Elements.Aggregate(17, HashCode.Combine);
    }

    public sealed record ObjectValue(PropertyMap Properties) : PropertyValue;
}
