using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>A struct with <see cref="EnumTypeAttribute"/>, whose value is a string or a double.</summary>
internal static class EnumValue
{
    private static readonly Type[] Underlying = [typeof(string), typeof(double)];

    /// <exception cref="InvalidOperationException">if the type cannot be converted to its value</exception>
    public static object? Of(string path, object value)
    {
        var type = value.GetType();
        var conversion = type.GetMethod("op_Explicit", BindingFlags.Public | BindingFlags.Static, [type]);
        return conversion is not null && Underlying.Contains(conversion.ReturnType)
            ? conversion.Invoke(null, [value])
            : throw new InvalidOperationException($"Expected {type.FullName} to have an explicit conversion operator to String or Double.\n\t{path}");
    }

    /// <summary>The constructor from a value, or null if there is none.</summary>
    public static ConstructorInfo? Constructor(Type type, Type underlying)
        => Underlying.Contains(underlying)
            ? type.GetConstructor(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, [underlying])
            : null;

    public static bool IsConstructible(Type type) => Underlying.Any(underlying => Constructor(type, underlying) is not null);
}
